import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giveAndReceive } from '#lib/hints/give-and-receive.ts';

/** `desired` and `hints` by zone a, b, c … */
function moves(desired: readonly number[], hints: readonly number[]) {
  const zones = [...'abcdef'];
  const allocationByZone = new Map(
    desired.map((number, index) => [zones[index] ?? '', { minimum: 0, maximum: 0, desired: number }]),
  );
  const hintsByZone = new Map(hints.map((number, index) => [zones[index] ?? '', number]));
  const { givenByZone, receivedByZone, tied } = giveAndReceive(allocationByZone, hintsByZone);
  return { given: Object.fromEntries(givenByZone), received: Object.fromEntries(receivedByZone), tied };
}

describe('when an endpoint moves', () => {
  test.each([
    { what: 'a whole one too many and too few', desired: [2, 2], hints: [3, 1], given: { a: 1 }, received: { b: 1 } },
    { what: 'a half is enough on one side', desired: [1.5, 3], hints: [2, 2], given: { a: 1 }, received: { b: 1 } },
    { what: 'and on the other', desired: [1, 2.5], hints: [2, 2], given: { a: 1 }, received: { b: 1 } },
    { what: 'two halves are not', desired: [1.5, 2.5], hints: [2, 2], given: {}, received: {} },
    { what: 'less than half is not', desired: [1.51, 3], hints: [2, 2], given: {}, received: {} },
    { what: 'nor less than half to receive', desired: [1, 2.49], hints: [2, 2], given: {}, received: {} },
    { what: 'nothing to move', desired: [2, 2], hints: [2, 2], given: {}, received: {} },
    { what: 'many at once', desired: [3, 3], hints: [6, 0], given: { a: 3 }, received: { b: 3 } },
    { what: 'nobody can give', desired: [3, 3], hints: [3, 1], given: {}, received: {} },
  ])('$what: $desired wanted, $hints there', ({ desired, hints, given, received }) => {
    expect(moves(desired, hints)).toEqual({ given, received, tied: false });
  });
});

test('the richest gives to the poorest first', () => {
  expect(moves([1, 1, 1, 4], [3, 2, 1, 1])).toEqual({ given: { a: 2, b: 1 }, received: { d: 3 }, tied: false });
});

test('of two zones that lack as much, the first by name receives, and the tie is told', () => {
  expect(moves([1, 2, 2], [2, 1.25, 1.25])).toEqual({ given: { a: 1 }, received: { b: 1 }, tied: true });
});

test('of two zones that have as much to spare, the first by name gives, and the tie is told', () => {
  expect(moves([1, 1, 3], [2, 2, 2])).toEqual({ given: { a: 1 }, received: { c: 1 }, tied: true });
});

test('a zone without allocation takes no part', () => {
  const allocationByZone = new Map([['a', { minimum: 0, maximum: 0, desired: 2 }]]);
  const { givenByZone } = giveAndReceive(allocationByZone, new Map([['z', 9]]));
  expect(givenByZone.size).toBe(0);
});

test('it stops where Go’s loop stops', () => {
  const zones = fc.array(
    fc.record({ desired: fc.double({ min: 0, max: 12, noNaN: true }), hints: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 2, maxLength: 5 },
  );
  fc.assert(
    fc.property(zones, (sketch) => {
      const desired = sketch.map((zone) => zone.desired);
      const hints = sketch.map((zone) => zone.hints);
      const { given, received } = moves(desired, hints);
      expect([given, received]).toEqual(loop(desired, hints));
    }),
    { numRuns: 500 },
  );
});

/** getGivingAndReceivingZones step by step, ties to the first zone. */
function loop(desired: readonly number[], hints: readonly number[]) {
  const spare = desired.map((number, index) => Math.max(0, (hints[index] ?? 0) - number));
  const lack = desired.map((number, index) => Math.max(0, number - (hints[index] ?? 0)));
  const given: Record<string, number> = {};
  const received: Record<string, number> = {};
  for (;;) {
    const give = Math.max(...spare);
    const receive = Math.max(...lack);
    if ((give < 1 && receive < 1) || give < 0.5 || receive < 0.5) return [given, received];
    step(spare, give, given);
    step(lack, receive, received);
  }
}

function step(numbers: number[], largest: number, countByZone: Record<string, number>): void {
  const index = numbers.indexOf(largest);
  numbers[index] = largest - 1;
  const zone = 'abcdef'[index] ?? '';
  countByZone[zone] = (countByZone[zone] ?? 0) + 1;
}
