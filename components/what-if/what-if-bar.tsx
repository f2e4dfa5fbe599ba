'use client';

import { useId } from 'react';
import { useWording, Words } from '#components/ui/words.tsx';
import { ChangeControls, type ChangeControlsProps } from '#components/what-if/change-controls.tsx';
import { ReplicaStrip } from '#components/what-if/replica-strip.tsx';
import { ScenarioList, type ScenarioListProps } from '#components/what-if/scenario-list.tsx';
import { withReplicas } from '#components/what-if/what-if-changes.ts';
import type { Text } from '#lib/model/text.ts';

export interface WhatIfBarProps extends ChangeControlsProps, ScenarioListProps {}

/**
 * Below the graph: what may change on the left, the replicas in the middle, and on the right the changes that are on and
 * what they rest on. Nothing is written to the cluster.
 */
export function WhatIfBar(props: WhatIfBarProps) {
  const { say } = useWording();
  return (
    <section aria-label={say('what-if')} className="what-if border-line border-t bg-panel" data-pane="what-if">
      <div className="min-w-0 overflow-y-auto px-4 py-2">
        <h2 className="truncate">
          <b>{say('what-if')}</b> <span className="text-mute">{say('nothing-is-written')}</span>
        </h2>
        <ChangeControls {...props} />
      </div>
      <Replicas {...props} />
      <div className="min-w-0 overflow-y-auto px-4 py-2">
        <ScenarioList {...props} />
      </div>
    </section>
  );
}

function Replicas({ view, strip, changes, onChange }: WhatIfBarProps) {
  const { say, number } = useWording();
  const rangeId = useId();
  const live = view.replicas.live ?? view.replicas.value;
  if (view.noSlider !== undefined || strip?.cells.length === 0) {
    return (
      <div className="min-w-0 px-4 py-2">
        <b>{say('replicas')}</b>{' '}
        <p className="text-mute">{view.noSlider ? <Words text={view.noSlider} /> : say('strip-not-served')}</p>
      </div>
    );
  }
  return (
    <div className="min-w-0 overflow-y-auto px-4 py-2">
      <div className="flex justify-between gap-4">
        <span className="min-w-0 truncate">
          {say('replicas')} <b>{number(live)}</b>
          {view.replicas.value !== live && (
            <>
              {' → '}
              <b className="text-accent">{number(view.replicas.value)}</b>
            </>
          )}{' '}
          {view.workload !== undefined && <bdi className="text-mute">{view.workload}</bdi>}
        </span>
        <span className="shrink-0 text-mute">
          <span aria-hidden="true" className="strip-none mr-1.5 inline-block size-3 rounded-[2px] align-[-1px]" />
          {say('no-hints-at-this-count')}
        </span>
      </div>
      {strip === undefined ? (
        <p className="mt-1 h-5 text-mute">{say('strip-coming')}</p>
      ) : (
        <ReplicaStrip
          cells={strip.cells}
          live={live}
          chosen={view.replicas.value}
          autoscaler={strip.autoscaler}
          describedBy={strip.autoscaler && rangeId}
          onChoose={(replicas) => onChange(withReplicas(changes, replicas, live), false)}
        />
      )}
      {strip?.autoscaler && (
        <p id={rangeId} className="mt-0.5" data-what-if="autoscaler">
          <Sentences texts={strip.autoscaler.texts} />
        </p>
      )}
      <p aria-live="polite" className="mt-1.5" data-what-if="outcome">
        {view.active && <b className="text-accent">{say('predicted')} </b>}
        <Sentences texts={[...view.outcome, ...view.headline, ...(strip?.worst ? [strip.worst] : [])]} />
      </p>
    </div>
  );
}

function Sentences({ texts }: { readonly texts: readonly Text[] }) {
  return texts.map((text, index) => (
    <span key={keyOf(text)} className={index === 0 ? '' : 'text-mute'}>
      {index > 0 && ' · '}
      <Words text={text} />
    </span>
  ));
}

function keyOf(text: Text): string {
  return `${text.key} ${JSON.stringify(text.values ?? {})}`;
}
