/**
 * Which place of a list has the largest number, as Go's `heap.Init` leaves it on top; -1 for an empty list. Equal numbers
 * keep the order that the sifting gives them, and that, not chance, is what the scheduler takes where it draws no lots.
 * The heap is built from its leaves, so that all that counts is who comes out on top: of the tops of the two heaps below
 * it the larger one, or the left, rises above a root that is smaller.
 */
export function heapTop(scores: readonly number[]): number {
  const tops = scores.map((_, place) => place);
  const topOf = (root: number): number => tops[root] ?? -1;
  for (let root = Math.floor(scores.length / 2) - 1; root >= 0; root--) {
    const left = topOf(2 * root + 1);
    const right = 2 * root + 2 < scores.length ? topOf(2 * root + 2) : left;
    const below = isHigher(scores, right, left) ? right : left;
    if (isHigher(scores, below, root)) tops[root] = below;
  }
  return topOf(0);
}

function isHigher(scores: readonly number[], one: number, other: number): boolean {
  return (scores[one] ?? 0) > (scores[other] ?? 0);
}
