'use client';

import { memo, type ReactNode } from 'react';
import { SnapshotNotice } from '#components/shell/snapshot-notice.tsx';
import { useLive } from '#components/shell/use-live.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import type { IgnoredParameter } from '#lib/view/parse-url-state.ts';

const connectionOf = (state: LiveState) => state.connection;
const infoOf = (state: LiveState) => state.cluster.info;
const otherBuildOf = (state: LiveState) => state.otherBuild;
const skippedOf = (state: LiveState) => state.cluster.status?.skipped ?? 0;
const healedOf = (state: LiveState) => state.cluster.status?.healed ?? 0;
const podsStateOf = (state: LiveState) => state.cluster.selected?.podsState;

/** One line each for what the reader must know before believing what is below. */
export const Notices = memo(function Notices(props: {
  readonly now: number;
  /** The context that the link was made for. */
  readonly context: string | undefined;
  readonly ignored: readonly IgnoredParameter[];
  readonly onOwnContext: () => void;
}) {
  const { say } = useWording();
  const connection = useLive(connectionOf);
  const info = useLive(infoOf);
  const otherBuild = useLive(otherBuildOf);
  const podsState = useLive(podsStateOf);
  const skipped = useLive(skippedOf);
  const healed = useLive(healedOf);
  const isOtherContext = info !== undefined && props.context !== undefined && props.context !== info.contextName;
  return (
    <div className="notices" role="status">
      {connection.kind === 'stale' && (
        <Notice tone="bad">
          <Say name="notice-stale" values={{ address: connection.address, said: connection.said }} />{' '}
          <LocalTime time={connection.since} now={props.now} />
        </Notice>
      )}
      {connection.kind === 'reconnecting' && (
        <Notice tone="bad">
          <Say name="notice-reconnecting" values={{ attempt: connection.attempt }} />
        </Notice>
      )}
      {connection.kind === 'held-back' && (
        <Notice tone="bad">
          <Say name="notice-held-back" />
        </Notice>
      )}
      {connection.kind === 'offline' && (
        <Notice tone="bad">
          <Say name="notice-offline" />
        </Notice>
      )}
      {connection.kind === 'no-permission' && (
        <Notice tone="warn">
          <Say
            name="notice-no-permission"
            values={{ rights: connection.missing.map(({ verb, resource }) => `${verb} ${resource}`).join(', ') }}
          />
        </Notice>
      )}
      {info?.namespacesInSight !== undefined && (
        <Notice tone="warn">
          <Say
            name="notice-namespaces"
            values={{ count: info.namespacesInSight.length, names: namesOf(info.namespacesInSight) }}
          />
        </Notice>
      )}
      {podsState === 'forbidden' && (
        <Notice tone="warn">
          <Say name="notice-no-pods" />
        </Notice>
      )}
      {info?.snapshot && <SnapshotNotice snapshot={info.snapshot} />}
      {podsState === 'not-kept' && (
        <Notice tone="warn">
          <Say name="notice-no-pods-kept" />
        </Notice>
      )}
      {podsState === 'limit' && (
        <Notice tone="warn">
          <Say name="notice-pods-limit" />
        </Notice>
      )}
      {skipped > 0 && (
        <Notice tone="warn">
          <Say name="notice-skipped" values={{ objects: skipped }} />
        </Notice>
      )}
      {healed > 0 && (
        <Notice tone="warn">
          <Say name="notice-healed" values={{ objects: healed }} />
        </Notice>
      )}
      {isOtherContext && (
        <Notice tone="warn">
          <Say name="notice-other-context" values={{ wanted: props.context ?? '', watched: info.contextName }} />{' '}
          <button type="button" className="link" onClick={props.onOwnContext}>
            {say('notice-own-context')}
          </button>
        </Notice>
      )}
      {info?.openToAll === true && (
        <Notice tone="bad">
          <strong className="text-bad">
            <Say name="notice-open-to-all" />
          </strong>
        </Notice>
      )}
      {info?.insecure === true && (
        <Notice tone="warn">
          <Say name="notice-insecure" />
        </Notice>
      )}
      {otherBuild && (
        <Notice tone="warn">
          <Say name="notice-other-build" />{' '}
          <button type="button" className="link" onClick={() => window.location.reload()}>
            {say('reload')}
          </button>
        </Notice>
      )}
      {props.ignored.map((parameter) => (
        <Notice key={`${parameter.name} ${parameter.value}`} tone="warn">
          <bdi>{parameter.problem}</bdi>
        </Notice>
      ))}
    </div>
  );
});

/** Beyond so many names a notice would be a list. */
const MOST_NAMES = 8;

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown}, …` : shown;
}

function Notice({ tone, children }: { readonly tone: 'bad' | 'warn'; readonly children: ReactNode }) {
  return (
    <p className="flex items-baseline gap-2 border-line border-b bg-lane px-4 py-1">
      <span aria-hidden="true" className={tone === 'bad' ? 'text-bad' : 'text-warn'}>
        {tone === 'bad' ? '■' : '▲'}
      </span>
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
