'use client';

import { syncingMessage } from '#components/shell/syncing-message.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say } from '#components/ui/words.tsx';
import type { Connection } from '#lib/live/connection.ts';

/** In place of the graph while there is nothing to draw: says what is being waited for, or what stands in the way. */
export function WaitingPane({ connection, now }: { readonly connection: Connection; readonly now: number }) {
  return (
    <section className="grid min-h-64 flex-1 place-items-center px-6 py-8" data-waiting={connection.kind}>
      <div className="grid max-w-xl gap-2 text-center">{<Explanation connection={connection} now={now} />}</div>
    </section>
  );
}

function Explanation({ connection, now }: { readonly connection: Connection; readonly now: number }) {
  switch (connection.kind) {
    case 'connecting':
    case 'closed':
      return (
        <p className="text-mute">
          <Say name="waiting-connecting" />
        </p>
      );
    case 'syncing':
      return (
        <>
          <p className="text-mute">
            <Say {...syncingMessage(connection)} />
          </p>
          <progress
            aria-label="sync"
            max={connection.of ?? 1}
            value={connection.of === undefined ? undefined : Math.min(connection.done ?? 0, connection.of)}
            className="h-1 w-64 justify-self-center"
          />
        </>
      );
    case 'unreachable':
      return (
        <>
          <h2 className="font-semibold text-head">
            <Say name="unreachable-title" values={{ address: connection.address }} />
          </h2>
          <p className="break-words">
            <Say name="unreachable-said" values={{ said: connection.said }} />
          </p>
          <p className="text-mute">
            <Say name="unreachable-since" /> {now > 0 && <LocalTime time={connection.since} now={now} />}.{' '}
            <Say name="unreachable-goes-on" />
          </p>
        </>
      );
    case 'full':
      return (
        <p>
          <Say name="waiting-full" />
        </p>
      );
    case 'reconnecting':
      return (
        <p>
          <Say name="notice-reconnecting" values={{ attempt: connection.attempt }} />
        </p>
      );
    case 'held-back':
      return (
        <p>
          <Say name="notice-held-back" />
        </p>
      );
    case 'offline':
      return (
        <p>
          <Say name="notice-offline" />
        </p>
      );
    case 'stale':
    case 'live':
    case 'no-permission':
    // Whoever is denied is shown how to sign in, and no pane.
    case 'denied':
      return (
        <p className="text-mute">
          <Say name="waiting-service" />
        </p>
      );
    default:
      return connection satisfies never;
  }
}
