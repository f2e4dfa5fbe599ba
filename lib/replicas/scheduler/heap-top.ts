/**
 * Which place of a list has the largest number, as Go's `heap.Init` leaves it on top. Equal numbers keep the order that
 * the sifting gives them, and that, not chance, is what the scheduler takes where it draws no lots.
 */
export function heapTop(scores: readonly number[]): number {
  const heap = scores.map((score, place) => ({ score, place }));
  for (let root = Math.floor(heap.length / 2) - 1; root >= 0; root--) siftDown(heap, root);
  return heap[0]?.place ?? -1;
}

interface Entry {
  readonly score: number;
  readonly place: number;
}

function siftDown(heap: Entry[], root: number): void {
  for (let parent = root; ; ) {
    const left = 2 * parent + 1;
    const child = isHigher(heap[left + 1], heap[left]) ? left + 1 : left;
    const [upper, lower] = [heap[parent], heap[child]];
    if (upper === undefined || lower === undefined || !isHigher(lower, upper)) return;
    [heap[parent], heap[child]] = [lower, upper];
    parent = child;
  }
}

function isHigher(left: Entry | undefined, right: Entry | undefined): boolean {
  return left !== undefined && right !== undefined && left.score > right.score;
}
