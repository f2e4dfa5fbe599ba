'use client';

import { memo, type PointerEvent, useRef } from 'react';
import { useWording } from '#components/ui/words.tsx';
import type { StripCell } from '#lib/view/view-types.ts';

/** Beyond so many counts a cell is too narrow for its number. */
const MOST_NUMBERED = 32;

/**
 * The replica slider: one cell for each count, hatched where there would be no hints. The pointer drags over the
 * cells; the keyboard moves a real range input, which is what a screen reader gets.
 */
export function ReplicaStrip(props: {
  readonly cells: readonly StripCell[];
  readonly live: number;
  readonly chosen: number;
  readonly onChoose: (replicas: number) => void;
}) {
  const { cells, live, chosen, onChoose } = props;
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
        aria-valuetext={say(chosenCell?.hints ? 'replicas-with-hints' : 'replicas-without-hints', { replicas: chosen })}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="sr-only"
      />
      {cells.length <= MOST_NUMBERED ? (
        <NumberedCells cells={cells} live={live} chosen={chosen} />
      ) : (
        <NarrowCells cells={cells} live={live} chosen={chosen} />
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
    <div aria-hidden="true" className="flex gap-[3px]">
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
