'use client';

import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';
import { Choice, type ControlProps } from '#components/what-if/control-group.tsx';
import { modeOf, withMode } from '#components/what-if/what-if-changes.ts';
import type { ServiceMode } from '#lib/model/scenario.ts';

const MODES: readonly ServiceMode[] = ['Auto', 'PreferClose', 'PreferSameZone', 'PreferSameNode', 'Local', 'off'];

/** The mode of the Service, of those that its version knows. */
export function ModeControls(
  props: ControlProps & { readonly liveMode: ServiceMode; readonly distributions: readonly string[] },
) {
  const { changes, liveMode, onChange } = props;
  const { say } = useWording();
  const mode = modeOf(changes, liveMode);
  const known = MODES.filter((name) => !name.startsWith('Prefer') || props.distributions.includes(name));
  const modes = known.includes(liveMode) ? known : [liveMode, ...known];
  return (
    <Choice label={say('mode')}>
      {modes.map((name) => (
        <Chip
          key={name}
          pressed={name === mode}
          onPress={() => onChange(withMode(changes, name, liveMode), true)}
          label={say('mode-label', { mode: name.replace('Prefer', '') })}
          title={name}
        >
          {name.replace('Prefer', '')}
        </Chip>
      ))}
    </Choice>
  );
}
