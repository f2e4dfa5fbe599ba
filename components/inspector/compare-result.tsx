'use client';

import type { CompareReply } from '#components/inspector/compare-message.ts';
import { useWording, Words } from '#components/ui/words.tsx';
import type { DumpRowView } from '#lib/view/dump-view.ts';

/** What a comparison came to: one line, the likely cause, and each address that differs. */
export function CompareResult({ reply, node }: { readonly reply: CompareReply; readonly node: string }) {
  const { say, sayText } = useWording();
  if ('failed' in reply) return <p className="mt-2 text-bad">{say('dump-failed', { why: reply.failed })}</p>;
  if ('refusal' in reply) {
    return (
      <p className="mt-2 text-bad" data-compared="refused">
        <Words text={reply.refusal} />
      </p>
    );
  }
  const { view } = reply;
  return (
    <div className="mt-2 grid gap-1.5" data-compared={view.isEqual ? 'equal' : 'differs'}>
      <p className={view.isEqual ? 'font-semibold text-ok' : 'font-semibold text-bad'}>
        <Words text={view.heading} />
      </p>
      {view.likely.length > 0 && (
        <ul className="grid list-disc gap-0.5 pl-4.5" data-compare-likely="">
          {view.likely.map((text) => (
            <li key={`${text.key} ${JSON.stringify(text.values)}`}>
              <Words text={text} />
            </li>
          ))}
        </ul>
      )}
      {view.differing.length > 0 && (
        <ul>
          {view.differing.map((row) => (
            <DifferingRow key={row.title} row={row} />
          ))}
        </ul>
      )}
      {view.equal.length > 0 && view.differing.length > 0 && (
        <p className="text-mute">{say('dump-equal-rows', { count: view.equal.length })}</p>
      )}
      <p className="text-mute">{[...view.notes.map(sayText), say('dump-others', { node })].join(' ')}</p>
      {view.unknownLines.length > 0 && (
        <details>
          <summary className="text-mute">{say('dump-lines')}</summary>
          <pre
            // A long line scrolls, so it must be reachable by keyboard.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus
            tabIndex={0}
            className="mt-1 max-h-40 overflow-auto rounded bg-lane px-2 py-1 font-mono text-micro"
          >
            {view.unknownLines.join('\n')}
          </pre>
        </details>
      )}
    </div>
  );
}

function DifferingRow({ row }: { readonly row: DumpRowView }) {
  const { say, sayText } = useWording();
  return (
    <li className="border-line border-b py-1.5" data-compare-row={row.title} data-status={row.status}>
      <div className="flex items-baseline justify-between gap-2">
        <bdi className="min-w-0 break-all font-mono text-micro">{row.title}</bdi>
        <span className="shrink-0 text-bad">{sayText({ key: `dump-status.${row.status}` })}</span>
      </div>
      <Endpoints name={say('dump-missing')} sign="−" endpoints={row.missing} />
      <Endpoints name={say('dump-extra')} sign="+" endpoints={row.extra} />
    </li>
  );
}

function Endpoints(props: { readonly name: string; readonly sign: string; readonly endpoints: readonly string[] }) {
  const { name, sign, endpoints } = props;
  if (endpoints.length === 0) return null;
  return (
    <p className="flex gap-1.5 text-mute">
      <span className="shrink-0">
        {sign} {name}
      </span>
      <bdi className="min-w-0 break-all font-mono text-micro text-ink">{endpoints.join(' ')}</bdi>
    </p>
  );
}
