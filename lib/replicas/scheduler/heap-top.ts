/**
 * Which place of a list has the largest number, as Go's `heap.Init` leaves it on top. Equal numbers keep the order that
 * the sifting gives them, and that, not chance, is what the scheduler takes where it draws no lots.
 */
export function heapTop(scores: readonly number[]): number {
  const heap: Heap = { scores: scores.slice(), places: scores.map((_, place) => place) };
  for (let root = Math.floor(scores.length / 2) - 1; root >= 0; root--) siftDown(heap, root);
  return heap.places[0] ?? -1;
}

/** By position in the heap. */
interface Heap {
  readonly scores: number[];
  readonly places: number[];
}

function siftDown({ scores, places }: Heap, root: number): void {
  for (let parent = root; 2 * parent + 1 < scores.length; ) {
    const left = 2 * parent + 1;
    const right = left + 1;
    const child = right < scores.length && isHigher(scores, right, left) ? right : left;
    if (!isHigher(scores, child, parent)) return;
    swap(scores, child, parent);
    swap(places, child, parent);
    parent = child;
  }
}

function isHigher(scores: readonly number[], one: number, other: number): boolean {
  return (scores[one] ?? 0) > (scores[other] ?? 0);
}

function swap(numbers: number[], one: number, other: number): void {
  const kept = numbers[one] ?? 0;
  numbers[one] = numbers[other] ?? 0;
  numbers[other] = kept;
}
