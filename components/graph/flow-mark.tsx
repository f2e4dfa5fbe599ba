'use client';

import { memo } from 'react';
import { useWording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { Text } from '#lib/model/text.ts';
import type { FlowMark as FlowMarkView } from '#lib/view/graph-types.ts';

/** What kube-proxy's filter leaves of a way from a node to an endpoint, or from lane to lane. Dashed when it crosses. */
export const FlowMark = memo(function FlowMark(props: {
  readonly mark: FlowMarkView;
  readonly dimmed: boolean;
  readonly emphasised: boolean;
  /** Few enough are emphasised for each to carry its share without covering the next. */
  readonly labelled: boolean;
  /** Zones are named in short, as hints are: two long names would run into the endpoints. */
  readonly letterByZone: ReadonlyMap<string, string>;
}) {
  const { mark, dimmed, emphasised, labelled, letterByZone } = props;
  const wording = useWording();
  const label = mark.label
    ? wording.sayText(inShort(mark.label, letterByZone))
    : emphasised && labelled
      ? wording.percent(mark.share)
      : undefined;
  return (
    <g
      data-flow={mark.id}
      data-crosses={mark.crosses}
      className={`flow ${mark.bundled && !mark.crosses && mark.width >= 14 ? 'flow-band' : ''} ${dimmed ? 'flow-dimmed' : ''} ${emphasised ? 'flow-emphasised' : ''}`}
    >
      <path
        d={mark.path}
        fill="none"
        stroke={zoneColor(mark.colorIndex)}
        strokeWidth={mark.width}
        strokeDasharray={mark.crosses ? `${Math.max(5, mark.width)} ${Math.max(4, mark.width * 0.6)}` : undefined}
        className="flow-path"
      />
      {label !== undefined && !dimmed && (
        <text x={mark.labelX} y={mark.labelY + 4} textAnchor="middle" className="flow-label">
          {label}
        </text>
      )}
    </g>
  );
});

function inShort(label: Text, letterByZone: ReadonlyMap<string, string>): Text {
  const values = Object.entries(label.values ?? {}).map(([name, value]) => {
    const letter = typeof value === 'string' ? letterByZone.get(value) : undefined;
    return [name, letter ?? value];
  });
  return { ...label, values: Object.fromEntries(values) };
}
