'use client';

import { useState } from 'react';
import { useWording } from '#components/ui/words.tsx';
import type { ControlProps } from '#components/what-if/control-group.tsx';
import { ModeControls } from '#components/what-if/mode-controls.tsx';
import { NodeControls } from '#components/what-if/node-controls.tsx';
import { RolloutControls } from '#components/what-if/rollout-controls.tsx';
import { ZoneControls } from '#components/what-if/zone-controls.tsx';
import type { Change, ServiceMode } from '#lib/model/scenario.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

export interface ChangeControlsProps extends ControlProps {
  readonly view: WhatIfView;
  readonly zones: readonly string[];
  readonly nodes: readonly string[];
  readonly pinned: string | undefined;
  /** The values of trafficDistribution that this version knows. */
  readonly distributions: readonly string[];
  readonly liveMode: ServiceMode;
}

const KINDS = ['zone', 'node', 'mode', 'rollout'] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF_CHANGE: Readonly<Partial<Record<Change['kind'], Kind>>> = {
  'zone-down': 'zone',
  'zonal-shift': 'zone',
  drain: 'node',
  cordon: 'node',
  relabel: 'node',
  cpu: 'node',
  'node-add': 'node',
  mode: 'mode',
  rollout: 'rollout',
};

/** Everything but the replicas that a what-if may change, one kind at a time. */
export function ChangeControls(props: ChangeControlsProps) {
  const { changes } = props;
  const { say } = useWording();
  const [chosen, setChosen] = useState<Kind>();
  const last = changes.findLast(({ kind }) => KIND_OF_CHANGE[kind] !== undefined);
  const shown = chosen ?? (last && KIND_OF_CHANGE[last.kind]) ?? 'zone';
  return (
    <>
      <fieldset aria-label={say('what-if-kind')} className="mt-1 flex gap-3 border-line border-b">
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === shown}
            onClick={() => setChosen(kind)}
            className={`-mb-px border-b-2 pb-0.5 ${
              kind === shown ? 'border-accent text-ink' : 'border-transparent text-mute hover:text-ink'
            }`}
          >
            {say(`what-if-kind-${kind}`)}
          </button>
        ))}
      </fieldset>
      {shown === 'zone' && <ZoneControls {...props} />}
      {shown === 'node' && <NodeControls {...props} />}
      {shown === 'mode' && <ModeControls {...props} />}
      {shown === 'rollout' && <RolloutControls {...props} />}
    </>
  );
}
