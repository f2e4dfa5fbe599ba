'use client';

import { useEffect, useRef } from 'react';
import type { Box, NodeMark } from '#lib/view/graph-types.ts';
import { SMALLEST_CELL } from '#lib/view/lane-layout.ts';

/** What of a node its cell shows. */
export type Cell = Box & Pick<NodeMark, 'colorIndex' | 'badges'>;

/**
 * The cells of a big cluster's nodes, drawn under the SVG in one pass: thousands of elements would cost more than they
 * tell. What is pinned, pointed at or focused is drawn by the SVG above.
 */
export function CellCanvas(props: {
  /** The same array while nothing in it changed: what the nodes dial is not drawn here. */
  readonly cells: readonly Cell[];
  readonly width: number;
  readonly height: number;
  readonly dimmed: boolean;
  /** Changes when the colours do. */
  readonly themeKey: string;
}) {
  const { cells, width, height, dimmed, themeKey } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which themeKey stands for
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawCells(context, cells, colorReader(canvas));
  }, [cells, width, height, themeKey]);
  return (
    <canvas
      ref={ref}
      style={{ width, height }}
      className={`pointer-events-none absolute top-0 left-0 transition-opacity duration-150 motion-reduce:transition-none ${dimmed ? 'opacity-40' : ''}`}
    />
  );
}

type ColorOf = (variable: string) => string;

function drawCells(context: CanvasRenderingContext2D, cells: readonly Cell[], colorOf: ColorOf): void {
  for (const cell of cells) {
    const notReady = cell.badges.includes('not-ready');
    const noZone = cell.badges.includes('no-zone');
    const color = colorOf(cell.colorIndex < 0 ? '--zone-none' : `--zone-${cell.colorIndex % 7}`);
    context.beginPath();
    // Of the smallest nothing can be left out, and no corner be round.
    const inset = cell.width > SMALLEST_CELL ? 0.5 : 0;
    context.roundRect(cell.x + inset, cell.y + inset, cell.width - 2 * inset, cell.height - 2 * inset, 4 * inset);
    if (notReady || noZone) {
      context.setLineDash(notReady ? [] : [2, 1.5]);
      context.strokeStyle = notReady ? colorOf('--bad') : color;
      context.lineWidth = 1;
      context.stroke();
    } else {
      context.globalAlpha = inset > 0 ? 0.55 : 0.75;
      context.fillStyle = color;
      context.fill();
      context.globalAlpha = 1;
    }
    if (cell.badges.includes('cordoned')) {
      context.setLineDash([]);
      context.beginPath();
      context.moveTo(cell.x + 1, cell.y + cell.height - 1);
      context.lineTo(cell.x + cell.width - 1, cell.y + 1);
      context.strokeStyle = colorOf('--ink');
      context.lineWidth = 1.25;
      context.stroke();
    }
    if (cell.badges.includes('version-skew') || cell.badges.includes('windows')) {
      context.beginPath();
      context.arc(cell.x + cell.width / 2, cell.y + cell.height / 2, 1.5, 0, 2 * Math.PI);
      context.fillStyle = colorOf('--ink');
      context.fill();
    }
  }
}

/** Canvas knows no variables and no light-dark(): the browser resolves each once, on an element that it styles. */
function colorReader(canvas: HTMLCanvasElement): ColorOf {
  const colorByVariable = new Map<string, string>();
  return (variable) => {
    const known = colorByVariable.get(variable);
    if (known !== undefined) return known;
    canvas.style.color = `var(${variable})`;
    const color = getComputedStyle(canvas).color;
    colorByVariable.set(variable, color);
    return color;
  };
}
