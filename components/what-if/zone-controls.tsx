'use client';

import { clipMiddle } from '#components/graph/clip-middle.ts';
import { Chip } from '#components/ui/chip.tsx';
import { Stepper } from '#components/ui/stepper.tsx';
import { useWording } from '#components/ui/words.tsx';
import { Choice, type ControlProps } from '#components/what-if/control-group.tsx';
import {
  isShifted,
  isZoneDown,
  withPhase,
  withShiftToggled,
  withZoneToggled,
} from '#components/what-if/what-if-changes.ts';
import type { Change } from '#lib/model/scenario.ts';
import { OUTAGE_PHASES } from '#lib/scenario/change-grammar.ts';

type ZoneDown = Extract<Change, { readonly kind: 'zone-down' }>;

/** Zones that are lost, each at one of its phases, and zones that traffic is shifted away from. */
export function ZoneControls({ changes, zones, onChange }: ControlProps & { readonly zones: readonly string[] }) {
  const { say } = useWording();
  const down = changes.filter((change): change is ZoneDown => change.kind === 'zone-down');
  if (zones.length === 0) return <p className="mt-1.5 text-mute">{say('what-if-no-zones')}</p>;
  return (
    <>
      <Choice label={say('zone-outage')}>
        {zones.map((zone) => (
          <Chip
            key={zone}
            pressed={isZoneDown(changes, zone)}
            onPress={() => onChange(withZoneToggled(changes, zone), true)}
            label={say('zone-outage-of', { zone })}
          >
            <ZoneName zone={zone} />
          </Chip>
        ))}
      </Choice>
      {down.map(({ zone, phase }) => {
        const step = OUTAGE_PHASES.indexOf(phase);
        return (
          <div key={zone} className="mt-1 flex items-center gap-2">
            <span className="text-mute">
              <ZoneName zone={zone} />
            </span>
            <Stepper
              label={say('outage-phase-of', { zone })}
              step={step}
              last={OUTAGE_PHASES.length - 1}
              onStep={(next) => onChange(withPhase(changes, zone, next - step), true)}
            >
              {say(`outage-${phase}`)}
            </Stepper>
          </div>
        );
      })}
      <Choice label={say('zonal-shift')}>
        {zones.map((zone) => (
          <Chip
            key={zone}
            pressed={isShifted(changes, zone)}
            onPress={() => onChange(withShiftToggled(changes, zone), true)}
            label={say('zonal-shift-of', { zone })}
          >
            <ZoneName zone={zone} />
          </Chip>
        ))}
      </Choice>
    </>
  );
}

/** So much of a zone's name is shown: its end tells it from the others of its region. */
const MOST_CHARACTERS = 16;

function ZoneName({ zone }: { readonly zone: string }) {
  return <bdi title={zone}>{clipMiddle(zone, MOST_CHARACTERS)}</bdi>;
}
