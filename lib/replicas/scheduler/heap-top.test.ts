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
