'use client';

import { syncingMessage } from '#components/shell/syncing-message.ts';
import { useNow } from '#components/shell/use-now.ts';
import { useWording, type Wording } from '#components/ui/words.tsx';
import type { Connection } from '#lib/live/connection.ts';

/** How the page's data stand, in a word and a shape. */
export function ConnectionState(props: {
  readonly connection: Connection;
  /** A file is shown: nothing of it is live, however well the page reaches its server. */
  readonly isSnapshot?: boolean;
}) {
  const { connection } = props;
  const wording = useWording();
  // Ages are by the page's own clock, as the connection's times are.
  const now = useNow(1_000, 0);
  const { tone, words } =
    props.isSnapshot === true && connection.kind === 'live'
      ? { tone: 'busy' as const, words: wording.say('snapshot') }
      : describeConnection(connection, now, wording);
  return (
    <span
      role="status"
      data-connection={connection.kind}
      // That it is live is one word, which a narrow screen must not cut: the name of the context gives way.
      className={`inline-flex items-center gap-1.5 ${connection.kind === 'live' ? 'shrink-0' : 'min-w-0'} ${COLOR[tone]}`}
    >
      <Dot tone={tone} />
      <span className="min-w-0 max-w-72 truncate" title={words}>
        {words}
      </span>
    </span>
  );
}

type Tone = 'good' | 'busy' | 'bad';

const COLOR: Readonly<Record<Tone, string>> = { good: 'text-ok', busy: 'text-warn', bad: 'text-bad' };

function describeConnection(connection: Connection, now: number, { say }: Wording): { tone: Tone; words: string } {
  switch (connection.kind) {
    case 'connecting':
      return { tone: 'busy', words: say('connecting') };
    case 'syncing': {
      const { name, values } = syncingMessage(connection);
      return { tone: 'busy', words: say(name, values) };
    }
    case 'live':
      return { tone: 'good', words: say('live') };
    case 'stale':
      return { tone: 'bad', words: say('stale', { seconds: secondsSince(connection.since, now) }) };
    case 'reconnecting':
      return { tone: 'bad', words: say('reconnecting', { seconds: secondsSince(connection.since, now) }) };
    case 'held-back':
      return { tone: 'bad', words: say('held-back', { seconds: secondsSince(connection.since, now) }) };
    case 'offline':
      return { tone: 'bad', words: say('offline', { seconds: secondsSince(connection.since, now) }) };
    case 'no-permission':
      return {
        tone: 'busy',
        words: say('no-permission', {
          rights: connection.missing.map(({ verb, resource }) => `${verb} ${resource}`).join(', '),
        }),
      };
    case 'unreachable':
      return { tone: 'bad', words: say('unreachable') };
    case 'full':
      return { tone: 'busy', words: say('full', { seconds: secondsSince(now, connection.retryAt) }) };
    case 'denied':
      return { tone: 'busy', words: say('signed-out') };
    case 'closed':
      return { tone: 'busy', words: say('paused') };
    default:
      return connection satisfies never;
  }
}

/** Whole seconds; before the clock has been read, and for a clock that jumped back, none. */
function secondsSince(time: number, now: number): number {
  return now === 0 || time === 0 ? 0 : Math.max(0, Math.round((now - time) / 1_000));
}

/** Full when all is well, half while it is on its way, a square when it is not. */
function Dot({ tone }: { readonly tone: Tone }) {
  return (
    <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" fill="currentColor" className="shrink-0">
      {tone === 'good' && <circle cx="5" cy="5" r="4" />}
      {tone === 'busy' && (
        <>
          <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" />
          <path d="M5 1.5a3.5 3.5 0 0 1 0 7Z" />
        </>
      )}
      {tone === 'bad' && <rect x="1" y="1" width="8" height="8" />}
    </svg>
  );
}
