'use client';

import { memo } from 'react';
import type { UrlChange } from '#components/shell/url-change.ts';
import { Chip } from '#components/ui/chip.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Predicted } from '#components/ui/predicted.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Timeline } from '#lib/model/timeline.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { HeadlineView } from '#lib/view/view-types.ts';

/** Above the graph, always: the Service, what sets its mode, where it is in effect, and since when. */
export const Headline = memo(function Headline(props: {
  readonly view: HeadlineView;
  readonly url: UrlState;
  readonly timeline: Timeline | undefined;
  /** By the server's clock. */
  readonly now: EpochMillis;
  readonly predicted: boolean;
  readonly onChange: (change: UrlChange) => void;
  readonly onShare: () => void;
}) {
  const { view, timeline, now, onChange } = props;
  const { say, sayText, percent, number } = useWording();
  const last = timeline?.entries.at(-1);
  const before = timeline?.entries.at(-2);
  return (
    <header className="border-line border-b bg-panel px-4 py-2" data-headline={view.key}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="flex min-w-0 max-w-full items-center gap-2 font-semibold text-head">
          <VerdictMark state={view.verdict} asked={view.mode.key !== 'mode.off'} />
          <ClusterText text={view.key} />
        </h2>
        <span data-verdict={view.verdict}>{say(`verdict-${view.verdict}`)}</span>
        {view.liveVerdict !== undefined && (
          <span className="text-mute" data-live-verdict={view.liveVerdict}>
            ({say('live-value', { value: say(`verdict-${view.liveVerdict}`) })})
          </span>
        )}
        {props.predicted && <span className="rounded border border-accent px-1.5 text-accent">{say('predicted')}</span>}
        {/* A what-if has more to say in this line: the addresses give way, so that nothing below moves. */}
        <span className={`font-mono text-micro text-mute ${props.predicted ? 'max-2xl:hidden' : ''}`}>
          {view.clusterIPs.join(', ') || say('no-cluster-ip-given')}
        </span>
        <span className="flex flex-wrap items-center gap-1">
          {view.ports.map((port) => (
            <Chip
              key={port.value}
              pressed={port.selected}
              onPress={() => onChange({ port: port.value })}
              label={say('port-label', { port: port.label })}
            >
              <bdi>{port.label}</bdi>
            </Chip>
          ))}
          {view.families.length > 1 &&
            view.families.map((family) => (
              <Chip key={family.value} pressed={family.selected} onPress={() => onChange({ family: family.value })}>
                {family.value}
              </Chip>
            ))}
        </span>
        <span className="ml-auto">
          <Chip onPress={props.onShare}>{say('share-open')}</Chip>
        </span>
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-mute">
        <Fact name={say('mode')}>
          <span className="text-ink">
            <Words text={view.mode} />
          </span>
          {view.liveMode !== undefined && <> ({say('live-value', { value: sayText(view.liveMode) })})</>}
          {view.modeSource !== undefined && (
            <code className="ml-1.5 max-w-96 truncate align-bottom font-mono text-micro" title={view.modeSource}>
              <bdi>{view.modeSource}</bdi>
            </code>
          )}
        </Fact>
        <Fact name={say('in-effect')}>
          <span className="text-ink">
            <Predicted of={view.nodesInEffect} write={number} />
          </span>{' '}
          <Words text={view.ofNodes} />
          {view.nodesInAll.live !== undefined && <> ({say('live-value', { value: number(view.nodesInAll.live) })})</>}
        </Fact>
        {view.inZoneShare !== undefined && (
          <Fact name={sayText(view.inZone)}>
            <span className="text-ink" title={say('client-mix')}>
              <Predicted of={view.inZoneShare} write={percent} />
            </span>{' '}
            <Words text={view.clientMix} />
          </Fact>
        )}
        {last && (
          <Fact name={say(timeline && timeline.entries.length > 1 ? 'last-change' : 'since')}>
            <LocalTime time={last.until ?? last.time} now={now} />
            {before !== undefined && before.state !== last.state && (
              <>
                {' · '}
                {say(`verdict-${before.state}`)} → {say(`verdict-${last.state}`)}
              </>
            )}
            {last.cause && (
              <>
                {' · '}
                <Words text={last.cause} />
              </>
            )}
          </Fact>
        )}
      </dl>
    </header>
  );
});

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="inline">{name} </dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}

/** In place of the headline where the URL's Service is not in the cluster. */
export function HeadlineMissing({ serviceKey }: { readonly serviceKey: string }) {
  return (
    <header className="border-line border-b bg-panel px-4 py-2">
      <h2 className="font-semibold text-head">
        <bdi>{serviceKey}</bdi>
      </h2>
      <p className="text-mute">
        <Say name="service-not-found" />
      </p>
    </header>
  );
}
