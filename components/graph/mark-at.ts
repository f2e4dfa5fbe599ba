import type { Box } from '#lib/view/graph-types.ts';

/** The mark whose box, widened by `slack` px, holds a point. */
export function markAt<Mark extends Box>(
  marks: readonly Mark[],
  point: { readonly x: number; readonly y: number },
  slack: number,
): Mark | undefined {
  return marks.find(
    (mark) =>
      point.x >= mark.x - slack &&
      point.x < mark.x + mark.width + slack &&
      point.y >= mark.y - slack &&
      point.y < mark.y + mark.height + slack,
  );
}

/**
 * The index that an arrow key leads to from the mark at `index`: up and down go to the nearest mark of the next line,
 * left and right along the reading order, Home and End to the ends.
 * - undefined for any other key, and where there is nothing in that direction.
 */
export function indexAfterArrow(marks: readonly Box[], index: number, key: string): number | undefined {
  const from = marks[index];
  if (!from) return marks.length > 0 ? 0 : undefined;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return marks.length - 1;
    case 'ArrowRight':
      return index + 1 < marks.length ? index + 1 : undefined;
    case 'ArrowLeft':
      return index > 0 ? index - 1 : undefined;
    case 'ArrowDown':
      return nearestBeyond(marks, from, 1);
    case 'ArrowUp':
      return nearestBeyond(marks, from, -1);
    default:
      return undefined;
  }
}

function nearestBeyond(marks: readonly Box[], from: Box, direction: 1 | -1): number | undefined {
  let best: number | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  marks.forEach((mark, index) => {
    const down = (mark.y - from.y) * direction;
    if (down <= 0) return;
    // A line away counts for more than any step along the line.
    const distance = down * 10_000 + Math.abs(mark.x - from.x);
    if (distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  });
  return best;
}
