import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeLargest } from '#lib/hints/take-largest.ts';

/** The rule as Go writes it: one after the other. */
function oneByOne(numbers: readonly number[], count: number, tieToLast = false): readonly number[] {
  const left = [...numbers];
  const times = numbers.map(() => 0);
  for (let step = 0; step < count; step += 1) {
    const largest = Math.max(...left);
    const index = tieToLast ? left.lastIndexOf(largest) : left.indexOf(largest);
    left[index] = largest - 1;
    times[index] = (times[index] ?? 0) + 1;
  }
  return times;
}

test.each([
  { numbers: [3, 1], count: 2, times: [2, 0], tied: false },
  { numbers: [2, 2], count: 1, times: [1, 0], tied: true },
  { numbers: [2, 2], count: 2, times: [1, 1], tied: false },
  { numbers: [1.5, 2.5, 0.5], count: 3, times: [1, 2, 0], tied: false },
  { numbers: [0.75, 0.5], count: 1, times: [1, 0], tied: false },
  { numbers: [5, 0], count: 0, times: [0, 0], tied: false },
  { numbers: [], count: 0, times: [], tied: false },
])('$numbers, taken $count times, gives $times', ({ numbers, count, times, tied }) => {
  expect(takeLargest(numbers, count)).toEqual({ times, tied });
});

test('the same as one by one, and tied exactly where the other end of a tie would have come out differently', () => {
  const halves = fc.integer({ min: 0, max: 40 }).map((number) => number / 4);
  const numbersAndCount = fc
    .array(fc.oneof(halves, fc.double({ min: 0, max: 30, noNaN: true })), { minLength: 1, maxLength: 6 })
    .chain((numbers) => {
      const most = numbers.reduce((total, number) => total + Math.ceil(number), 0);
      return fc.tuple(fc.constant(numbers), fc.integer({ min: 0, max: most }));
    });
  fc.assert(
    fc.property(numbersAndCount, ([numbers, count]) => {
      const { times, tied } = takeLargest(numbers, count);
      expect(times).toEqual(oneByOne(numbers, count));
      expect(tied).toBe(oneByOne(numbers, count).join() !== oneByOne(numbers, count, true).join());
    }),
    { numRuns: 500 },
  );
});
