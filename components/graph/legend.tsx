'use client';

import { EndpointGlyph } from '#components/graph/endpoint-glyph.tsx';
import { NodeCell } from '#components/graph/node-cell.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { EndpointState, GraphView, NodeBadge, NodeMark } from '#lib/view/graph-types.ts';

const STATES: readonly EndpointState[] = ['ready', 'terminating', 'not-ready', 'pending'];
const CELL_BADGES: readonly NodeBadge[] = ['not-ready', 'cordoned', 'no-zone'];

/** What every shape and line means; always in view, below the graph. */
export function Legend({ view }: { readonly view: GraphView }) {
  const { say, percent } = useWording();
  const hasCells = view.nodes.some((node) => node.form === 'cell');
  return (
    <ul aria-label={say('legend')} className="flex flex-wrap gap-x-4 text-micro text-mute max-xl:gap-x-3">
      {view.crossZoneShare !== undefined && (
        <li className="font-semibold text-ink">{say('cross-zone-share', { share: percent(view.crossZoneShare) })}</li>
      )}
      <Entry label={say('legend-stays')}>
        <path d="M1 6h22" stroke="currentColor" strokeWidth="3" />
      </Entry>
      <Entry label={say('legend-crosses')}>
        <path d="M1 6h22" stroke="currentColor" strokeWidth="3" strokeDasharray="5 3" />
      </Entry>
      {STATES.map((state) => (
        <Entry key={state} label={say(`state-${state}`)} width={12}>
          <g transform="translate(6 6)">
            <EndpointGlyph state={state} color="currentColor" radius={5} />
          </g>
        </Entry>
      ))}
      <li>{say('legend-hint')}</li>
      <Entry label={say('legend-load')}>
        <path d="M1 7h15" stroke="currentColor" strokeWidth="3" />
        <path d="M12 3v8" stroke="currentColor" strokeWidth="1" />
      </Entry>
      {hasCells &&
        CELL_BADGES.map((badge) => (
          <Entry key={badge} label={say(`badge-${badge}`)} width={12}>
            <g transform="translate(1 1)">
              <NodeCell mark={cellWith(badge)} />
            </g>
          </Entry>
        ))}
    </ul>
  );
}

function Entry(props: { readonly label: string; readonly width?: number; readonly children: React.ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" width={props.width ?? 24} height={12}>
        {props.children}
      </svg>
      {props.label}
    </li>
  );
}

function cellWith(badge: NodeBadge): NodeMark {
  return {
    id: badge,
    name: '',
    form: 'cell',
    colorIndex: badge === 'no-zone' ? -1 : 0,
    pinned: false,
    dimmed: false,
    badges: [badge],
    lines: [],
    label: { key: '' },
    x: 0,
    y: 0,
    width: 10,
    height: 10,
  };
}
