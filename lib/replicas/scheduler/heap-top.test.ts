import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heapTop } from '#lib/replicas/scheduler/heap-top.ts';

it.each([
  ['the largest wins', [1, 5, 3], 1],
  ['of equals the first wins where it stands on top already', [5, 5, 5], 0],
  ['a larger one sinks the first, whichever of its equals comes up', [1, 5, 5], 1],
  ['the right child wins when it is larger', [1, 5, 6], 2],
  ['a lower one that rose stands left of its equal', [1, 4, 5, 5], 3],
  ['one', [7], 0],
  ['none', [], -1],
])('%s', (_name, scores, want) => {
  const top = heapTop(scores);
  expect(top).toBe(want);
});

it('finds a largest one in every list', () => {
  for (let seed = 1; seed < 200; seed++) {
    const scores = Array.from({ length: (seed % 17) + 1 }, (_, index) => (seed * (index + 3) * 7_919) % 5);
    expect(scores[heapTop(scores)]).toBe(Math.max(...scores));
  }
});

it('is what Go leaves on top, which sifts each parent down through the heap below it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 40 }), (scores) => {
      expect(heapTop(scores)).toBe(siftedTop(scores));
    }),
    { numRuns: 1_000 },
  );
});

/** `heap.Init` (container/heap) word for word, on [score, place]. */
function siftedTop(scores: readonly number[]): number | undefined {
  const heap = scores.map((score, place) => ({ score, place }));
  const at = (index: number) => heap[index] ?? { score: Number.NEGATIVE_INFINITY, place: -1 };
  for (let root = Math.floor(heap.length / 2) - 1; root >= 0; root -= 1) {
    for (let parent = root; 2 * parent + 1 < heap.length; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      const child = at(right).score > at(left).score ? right : left;
      if (at(child).score <= at(parent).score) break;
      [heap[parent], heap[child]] = [at(child), at(parent)];
      parent = child;
    }
  }
  return heap[0]?.place;
}
