'use client';

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Cell, CellCanvas } from '#components/graph/cell-canvas.tsx';
import { emphasisOf } from '#components/graph/emphasis.ts';
import { EndpointMark } from '#components/graph/endpoint-mark.tsx';
import { fitEnd, measureText } from '#components/graph/fit-text.ts';
import { FlowMark } from '#components/graph/flow-mark.tsx';
import { LaneMark, LaneWords } from '#components/graph/lane-mark.tsx';
import { indexAfterArrow, markAt } from '#components/graph/mark-at.ts';
import { NodeMark } from '#components/graph/node-mark.tsx';
import { shareStructure } from '#components/ui/share-structure.ts';
import { useWording } from '#components/ui/words.tsx';
import { zoneLetters } from '#components/ui/zone-color.ts';
import type { GraphView, NodeMark as NodeMarkView } from '#lib/view/graph-types.ts';

/** Beyond so many flows of one node their shares would cover each other. */
const MOST_LABELS = 12;

/** Beyond so many marks the node cells are drawn by a canvas. */
const MOST_SVG_MARKS = 400;

/** Lanes, nodes, endpoints and the flows between them. React draws; the view computed where everything stands. */
export function LanesGraph(props: {
  readonly view: GraphView;
  readonly label: string;
  readonly themeKey: string;
  readonly onPin: (node: string) => void;
  /** Where flows are bundled, the node pointed at wants its own lines computed. */
  readonly onPointNode: (node: string | undefined) => void;
}) {
  const { view, label, themeKey, onPin, onPointNode } = props;
  const svg = useRef<SVGSVGElement>(null);
  const [pointedId, setPointedId] = useState<string>();
  const [cursorId, setCursorId] = useState<string>();
  const emphasis = useMemo(() => emphasisOf(view, pointedId), [view, pointedId]);
  const letterByZone = useMemo(() => zoneLetters(view.lanes.flatMap((lane) => lane.zone ?? [])), [view.lanes]);
  const cells = useMemo(() => cellsForCanvas(view), [view]);
  const drawnCells = useRef<readonly Cell[]>([]);
  drawnCells.current = shareStructure(drawnCells.current, cells.map(cellOf));
  const pinnedId = view.nodes.find((node) => node.pinned)?.id;
  const tabStopId = view.nodes.some((node) => node.id === cursorId) ? cursorId : (pinnedId ?? view.nodes[0]?.id);
  const drawnNodes =
    cells.length === 0
      ? view.nodes
      : view.nodes.filter(
          (node) => node.form !== 'cell' || node.id === pinnedId || node.id === tabStopId || node.id === pointedId,
        );

  const point = useCallback(
    (id: string | undefined) => {
      setPointedId(id);
      onPointNode(view.nodes.find((node) => node.id === id)?.name);
    },
    [view.nodes, onPointNode],
  );

  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current || cursorId === undefined) return;
    moved.current = false;
    const mark = svg.current?.querySelector<SVGGElement>(`[data-mark="${CSS.escape(cursorId)}"]`);
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [cursorId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = view.nodes.findIndex((node) => node.id === tabStopId);
    const next = indexAfterArrow(view.nodes, index, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moved.current = true;
    setCursorId(view.nodes[next]?.id);
  };

  const cellUnder = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return markAt(cells, { x: event.clientX - box.left, y: event.clientY - box.top }, 1);
  };

  return (
    <div className="relative" style={{ width: view.width, height: view.height }}>
      {cells.length > 0 && (
        <CellCanvasUnderLanes
          view={view}
          cells={drawnCells.current}
          dimmed={pointedId !== undefined}
          themeKey={themeKey}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose marks are buttons */}
      <svg
        ref={svg}
        role="group"
        aria-label={label}
        width={view.width}
        height={view.height}
        className="graph relative block"
        onKeyDown={onKeyDown}
        {...(cells.length > 0 && {
          onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
            const cell = cellUnder(event);
            if (cell?.id !== pointedId && (cell || cells.some((other) => other.id === pointedId))) point(cell?.id);
          },
          onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
            const cell = cellUnder(event);
            if (cell && event.target === event.currentTarget) onPin(cell.name);
          },
          onPointerLeave: () => point(undefined),
        })}
      >
        <ColumnTitles view={view} />
        {cells.length === 0 && view.lanes.map((lane) => <LaneMark key={lane.id} mark={lane} />)}
        {view.flows.map((flow) => (
          <FlowMark
            key={flow.id}
            mark={flow}
            dimmed={emphasis ? !emphasis.flows.has(flow.id) : flow.dimmed}
            emphasised={emphasis?.flows.has(flow.id) ?? false}
            labelled={(emphasis?.flows.size ?? 0) <= MOST_LABELS}
            letterByZone={letterByZone}
          />
        ))}
        {view.lanes.map((lane) => (
          <LaneWords key={lane.id} mark={lane} />
        ))}
        {drawnNodes.map((node) => (
          <NodeMark
            key={node.id}
            mark={node}
            dimmed={emphasis ? !emphasis.nodes.has(node.id) : node.dimmed}
            tabStop={node.id === tabStopId}
            onPin={onPin}
            onPoint={point}
          />
        ))}
        {view.endpoints.map((endpoint) => (
          <EndpointMark
            key={endpoint.id}
            mark={endpoint}
            dimmed={emphasis ? !emphasis.endpoints.has(endpoint.id) : endpoint.dimmed}
            letterByZone={letterByZone}
            onPoint={point}
          />
        ))}
      </svg>
    </div>
  );
}

/** Lanes stand under the canvas, the canvas under everything that can be pointed at. */
function CellCanvasUnderLanes(props: {
  readonly view: GraphView;
  readonly cells: readonly Cell[];
  readonly dimmed: boolean;
  readonly themeKey: string;
}) {
  const { view, cells, dimmed, themeKey } = props;
  return (
    <>
      <svg
        role="presentation"
        width={view.width}
        height={view.height}
        className="graph pointer-events-none absolute top-0 left-0"
      >
        {view.lanes.map((lane) => (
          <LaneMark key={lane.id} mark={lane} />
        ))}
      </svg>
      <CellCanvas cells={cells} width={view.width} height={view.height} dimmed={dimmed} themeKey={themeKey} />
    </>
  );
}

function cellsForCanvas(view: GraphView) {
  if (view.nodes.length + view.endpoints.length <= MOST_SVG_MARKS) return [];
  return view.nodes.filter((node) => node.form === 'cell');
}

function cellOf({ x, y, width, height, colorIndex, badges }: NodeMarkView): Cell {
  return { x, y, width, height, colorIndex, badges };
}

const TITLE_INSET = 24;
/** Between two titles. */
const TITLE_GAP = 16;
/** A narrower graph has no room for a title in its middle. */
const LEAST_WIDTH_OF_THREE = 560;

/** What stands left, between and right. A Service's name may be 63 characters long: its title is cut before it meets the next. */
function ColumnTitles({ view }: { readonly view: GraphView }) {
  const { sayText } = useWording();
  const { clients, filter, backends } = view.columns;
  const hasThree = view.width >= LEAST_WIDTH_OF_THREE;
  const taken = hasThree
    ? view.width / 2 + measureText(sayText(filter), 'fact') / 2
    : TITLE_INSET + measureText(sayText(clients), 'fact');
  return (
    <g>
      <text x={TITLE_INSET} y={24} className="mark-fact">
        {sayText(clients)}
      </text>
      {hasThree && (
        <text x={view.width / 2} y={24} textAnchor="middle" className="mark-fact">
          {sayText(filter)}
        </text>
      )}
      <text x={view.width - TITLE_INSET} y={24} textAnchor="end" className="mark-fact">
        <title>{sayText(backends)}</title>
        {fitEnd(sayText(backends), view.width - TITLE_INSET - TITLE_GAP - taken, 'fact')}
      </text>
    </g>
  );
}
