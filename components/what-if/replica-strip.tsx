'use client';

import { memo, type PointerEvent, useRef } from 'react';
import { useWording } from '#components/ui/words.tsx';
import type { AutoscalerView, StripCell } from '#lib/view/what-if-types.ts';

/** Beyond so many counts a cell is too narrow for its number. */
const MOST_NUMBERED = 32;

/**
 * The replica slider: one cell for each count, hatched where there would be no hints, and below them the range of an
 * autoscaler. The pointer drags over the cells; the keyboard moves a real range input, which is what a screen reader gets.
 */
export function ReplicaStrip(props: {
  readonly cells: readonly StripCell[];
  readonly live: number;
  readonly chosen: number;
  readonly autoscaler: AutoscalerView | undefined;
  /** The id of what says in words what the marks show. */
  readonly describedBy: string | undefined;
  readonly onChoose: (replicas: number) => void;
}) {
  const { cells, live, chosen, autoscaler, onChoose } = props;
  const { say } = useWording();
  const range = useRef<HTMLInputElement>(null);
  const first = cells[0]?.replicas ?? 1;
  const last = cells.at(-1)?.replicas ?? first;
  const chosenCell = cells[chosen - first];

  const chooseAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * cells.length);
    const cell = cells[Math.min(cells.length - 1, Math.max(0, place))];
    if (cell && cell.replicas !== chosen) onChoose(cell.replicas);
  };

  return (
    <div
      className="strip relative mt-1 touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        range.current?.focus({ preventScroll: true });
        event.preventDefault();
        chooseAt(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && chooseAt(event)}
    >
      <input
        ref={range}
        type="range"
        min={first}
        max={last}
        value={chosen}
        aria-label={say('replicas')}
        aria-describedby={props.describedBy}
        aria-valuetext={say(chosenCell?.hints ? 'replicas-with-hints' : 'replicas-without-hints', { replicas: chosen })}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="sr-only"
      />
      {cells.length <= MOST_NUMBERED ? (
        <NumberedCells cells={cells} live={live} chosen={chosen} />
      ) : (
        <NarrowCells cells={cells} live={live} chosen={chosen} />
      )}
      {autoscaler?.range && (
        <RangeMark range={autoscaler.range} wants={autoscaler.wants} first={first} count={cells.length} />
      )}
    </div>
  );
}

/** Between two cells that have their numbers, in pixels. */
const GAP = 3;

/** A bracket from the least to the most, and a point at what is wanted where that is in sight. */
function RangeMark(props: {
  readonly range: NonNullable<AutoscalerView['range']>;
  readonly wants: number | undefined;
  readonly first: number;
  readonly count: number;
}) {
  const { range, wants, first, count } = props;
  const gap = count <= MOST_NUMBERED ? GAP : 0;
  const widthOf = (cells: number) => `calc((100% + ${gap}px) * ${cells / count} - ${gap}px)`;
  const leftOf = (replicas: number) => `calc((100% + ${gap}px) * ${(replicas - first) / count})`;
  return (
    <div aria-hidden="true" className="relative h-[9px]">
      <span
        className="strip-range"
        data-range={`${range.first}..${range.last}`}
        style={{ left: leftOf(range.first), width: widthOf(range.last - range.first + 1) }}
      />
      {wants !== undefined && wants >= first && wants < first + count && (
        <span className="strip-wants" data-wants={wants} style={{ left: leftOf(wants), width: widthOf(1) }} />
      )}
    </div>
  );
}

interface CellsProps {
  readonly cells: readonly StripCell[];
  readonly live: number;
  readonly chosen: number;
}

function NumberedCells({ cells, live, chosen }: CellsProps) {
  return (
    <div aria-hidden="true" className="flex" style={{ gap: GAP }}>
      {cells.map((cell) => (
        <span
          key={cell.replicas}
          data-replicas={cell.replicas}
          data-hints={cell.hints}
          className={`strip-cell ${cell.hints ? 'strip-hints' : 'strip-none'} ${
            cell.replicas === live ? 'strip-live' : ''
          } ${cell.replicas === chosen && chosen !== live ? 'strip-chosen' : ''}`}
        >
          {cell.replicas}
        </span>
      ))}
    </div>
  );
}

const HEIGHT = 20;

/** Up to a thousand counts: two paths instead of a thousand elements. Low where there are no hints. */
function NarrowCells({ cells, live, chosen }: CellsProps) {
  const first = cells[0]?.replicas ?? 1;
  return (
    <div aria-hidden="true" className="relative">
      <CellPaths cells={cells} />
      <span className="strip-marker strip-live" style={{ left: middleOf(live - first, cells.length) }} />
      {chosen !== live && (
        <span className="strip-marker strip-chosen" style={{ left: middleOf(chosen - first, cells.length) }} />
      )}
    </div>
  );
}

const CellPaths = memo(function CellPaths({ cells }: { readonly cells: readonly StripCell[] }) {
  const pathOf = (hints: boolean) =>
    cells
      .map((cell, index) => (cell.hints === hints ? `M${index} ${hints ? 0 : HEIGHT / 2}h.8V${HEIGHT}h-.8Z` : ''))
      .join('');
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={HEIGHT}
      viewBox={`0 0 ${cells.length} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path d={pathOf(true)} fill="var(--ok)" fillOpacity="0.4" />
      <path d={pathOf(false)} fill="var(--bad)" fillOpacity="0.6" />
    </svg>
  );
});

function middleOf(index: number, count: number): string {
  return `${((index + 0.4) / count) * 100}%`;
}
