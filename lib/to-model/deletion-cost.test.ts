import { expect, it } from 'vitest';
import { toDeletionCost } from '#lib/to-model/deletion-cost.ts';

it.each<readonly [string | undefined, number]>([
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['5', 5],
  ['-5', -5],
  ['2147483647', 2_147_483_647],
  ['-2147483648', -2_147_483_648],
  ['2147483648', 0],
  ['-2147483649', 0],
  ['+1', 0],
  ['007', 0],
  ['00', 0],
  ['-', 0],
  ['-0', 0],
  ['-07', -7],
  ['1.5', 0],
  [' 1', 0],
  ['1 ', 0],
  ['1e2', 0],
  ['0x10', 0],
  ['abc', 0],
])('the annotation %j costs %d', (annotation, want) => {
  const cost = toDeletionCost(annotation);
  expect(cost).toBe(want);
});
