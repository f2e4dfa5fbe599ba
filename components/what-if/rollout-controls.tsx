'use client';

import { Chip } from '#components/ui/chip.tsx';
import { Stepper } from '#components/ui/stepper.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { ControlProps } from '#components/what-if/control-group.tsx';
import { withRollout } from '#components/what-if/what-if-changes.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

const MOST = 1000;

/** A rolling update, stepped through: what serves, starts and ends at each step, and the worst moment of each zone. */
export function RolloutControls({ changes, onChange, view }: ControlProps & { readonly view: WhatIfView }) {
  const { say } = useWording();
  const change = changes.find((candidate) => candidate.kind === 'rollout');
  const { surge, unavailable } = change?.kind === 'rollout' ? change : view.rolloutLimits;
  const step = change?.kind === 'rollout' ? change.step : 1;
  const limits = { surge, unavailable };
  const { rollout } = view;
  const setLimit = (name: 'surge' | 'unavailable', value: number) => {
    const next = { ...limits, [name]: value };
    if (Number.isInteger(value) && value >= 0 && value <= MOST && next.surge + next.unavailable > 0) {
      onChange(withRollout(changes, { ...next, step }), true);
    }
  };
  return (
    <>
      <div className="mt-1.5 flex flex-wrap items-center gap-1">
        {(['surge', 'unavailable'] as const).map((name) => (
          <label key={name} className="flex items-center gap-1">
            {say(name)}
            <input
              type="number"
              min={0}
              max={MOST}
              value={limits[name]}
              onChange={(event) => setLimit(name, Number(event.target.value))}
              className="select w-12"
            />
          </label>
        ))}
        {change === undefined && (
          <Chip onPress={() => onChange(withRollout(changes, { ...limits, step: 1 }), true)}>
            {say('rollout-start')}
          </Chip>
        )}
      </div>
      {rollout && (
        <div className="mt-1">
          <Stepper
            label={say('rollout-step')}
            step={rollout.step}
            last={rollout.last}
            onStep={(next) => onChange(withRollout(changes, { ...limits, step: next }), true)}
          >
            {say('step-of', { step: rollout.step, last: rollout.last })}
          </Stepper>
          <p>
            {say('rollout-counts', {
              ready: rollout.ready,
              surging: rollout.surging,
              terminating: rollout.terminating,
            })}
          </p>
          <p className="text-mute">
            {say('rollout-fewest', {
              zones: rollout.worst
                .map(({ zone, ready, step: at }) =>
                  say('rollout-fewest-zone', { zone: zone ?? say('no-zone'), ready, step: at }),
                )
                .join(', '),
            })}
          </p>
        </div>
      )}
    </>
  );
}
