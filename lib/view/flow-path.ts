export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * SVG path data of a flow from `from` (left) to `to` (right): leaves and arrives level, so that it never rises above
 * nor falls below the two points.
 */
export function flowPath(from: Point, to: Point): string {
  const middle = round((from.x + to.x) / 2);
  if (from.y === to.y) return `M${from.x} ${from.y}H${to.x}`;
  return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** The height at which the curve stands at `x`, by bisection of its parameter. */
export function heightAt(from: Point, to: Point, x: number): number {
  if (from.x === to.x) return to.y;
  const aim = Math.min(1, Math.max(0, (x - from.x) / (to.x - from.x)));
  let low = 0;
  let high = 1;
  for (let step = 0; step < 24; step++) {
    const t = (low + high) / 2;
    // Both inner control points stand at half the width.
    const along = 1.5 * t * (1 - t) + t ** 3;
    if (along < aim) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return round(from.y + (to.y - from.y) * (3 * t ** 2 - 2 * t ** 3));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
