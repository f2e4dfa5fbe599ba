/** The part of a long list that is worth drawing. Pixels. */
export interface RowWindow {
  /** Index of the first row drawn, and one past the last. */
  readonly start: number;
  readonly end: number;
}

/** Offsets of rows stacked under each other: `offsets[i]` is row i's top, the last one the whole height. */
export function stackRows(heights: readonly number[]): readonly number[] {
  const offsets: number[] = [0];
  let top = 0;
  for (const height of heights) {
    top += height;
    offsets.push(top);
  }
  return offsets;
}

/**
 * The rows that a viewport shows, with some more on both sides so that scrolling never meets a gap.
 * - an empty list has an empty window;
 * - a viewport that lies outside the list is moved to its nearest end.
 */
export function windowRows(
  offsets: readonly number[],
  viewport: { readonly top: number; readonly height: number },
  spare: number,
): RowWindow {
  const count = offsets.length - 1;
  if (count <= 0) return { start: 0, end: 0 };
  const first = Math.min(count - 1, Math.max(0, indexAt(offsets, viewport.top)));
  const last = Math.min(count - 1, Math.max(first, indexAt(offsets, viewport.top + viewport.height)));
  return { start: Math.max(0, first - spare), end: Math.min(count, last + 1 + spare) };
}

/** Index of the row that covers a height, by bisection. */
function indexAt(offsets: readonly number[], y: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
