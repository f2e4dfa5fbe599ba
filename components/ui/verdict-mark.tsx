import type { VerdictState } from '#lib/model/verdict.ts';

/**
 * A verdict's shape: each differs in outline, not only in colour. The word stands beside it.
 * `asked` is false for a Service that nobody opted in: being off is then no fault, and looks like none.
 */
export function VerdictMark({ state, asked = true }: { readonly state: VerdictState; readonly asked?: boolean }) {
  return (
    <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12" className="shrink-0">
      <Shape state={state === 'off' && !asked ? 'not-proxied' : state} />
    </svg>
  );
}

function Shape({ state }: { readonly state: VerdictState }) {
  switch (state) {
    case 'zone-routed':
      return <circle cx="6" cy="6" r="4.5" fill="var(--ok)" />;
    case 'partly':
      return <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="var(--warn)" />;
    case 'off':
      return <path d="M6 1 11 10.5H1Z" fill="var(--bad)" />;
    case 'blackhole':
      return <path d="M6 .5 11.5 6 6 11.5 .5 6Z" fill="var(--bad)" />;
    case 'ignored':
      return <path d="M6 1.75 10.4 9.9H1.6Z" fill="none" stroke="var(--warn)" strokeWidth="1.5" />;
    case 'not-proxied':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="var(--mute)" strokeWidth="1.5" />;
    case 'unknown':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="var(--mute)" strokeWidth="1.5" strokeDasharray="2 2" />;
    default:
      return state satisfies never;
  }
}
