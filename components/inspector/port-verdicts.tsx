'use client';

import { Section } from '#components/inspector/section.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { WhyView } from '#lib/view/view-types.ts';

/** The verdict of every port and family, where they are not all the same; a press shows that one. */
export function PortVerdicts(props: {
  readonly ports: WhyView['ports'];
  readonly onChange: (change: UrlChange) => void;
}) {
  const { say, percent } = useWording();
  return (
    <Section title={say('why-ports-differ')}>
      <ul className="grid gap-1" data-why="ports">
        {props.ports.map((one) => (
          <li
            key={`${one.label} ${one.family}`}
            className={`grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 rounded px-1 ${one.selected ? 'bg-lane' : ''}`}
          >
            <span className="pt-1">
              <VerdictMark state={one.verdict} asked={one.reason.key !== 'not-opted-in'} />
            </span>
            <span>
              <button
                type="button"
                className="link"
                aria-pressed={one.selected}
                onClick={() => props.onChange({ port: one.port, family: one.family })}
              >
                <bdi>{one.label}</bdi> {one.family}
              </button>{' '}
              {say(`verdict-${one.verdict}`)}
              <span className="block text-mute">
                <Words text={one.reason} />
              </span>
            </span>
            <span className="text-mute">{one.inZoneShare === undefined ? '–' : percent(one.inZoneShare)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
