/**
 * Which place of a list has the largest number, as Go's `heap.Init` leaves it on top. Equal numbers keep the order that
 * the sifting gives them, and that, not chance, is what the scheduler takes where it draws no lots.
 */
export function heapTop(scores: readonly number[]): number {
  const places = scores.map((_, place) => place);
  for (let root = Math.floor(places.length / 2) - 1; root >= 0; root--) siftDown(places, root, scores);
  return places[0] ?? -1;
}

function siftDown(places: number[], root: number, scores: readonly number[]): void {
  const scoreAt = (entry: number) => scores[places[entry] ?? -1] ?? Number.NEGATIVE_INFINITY;
  for (let parent = root; ; ) {
    const left = 2 * parent + 1;
    const child = scoreAt(left + 1) > scoreAt(left) ? left + 1 : left;
    const upper = places[parent];
    const lower = places[child];
    if (upper === undefined || lower === undefined || scoreAt(child) <= scoreAt(parent)) return;
    places[parent] = lower;
    places[child] = upper;
    parent = child;
  }
}
