import { expect, it } from 'vitest';
import { normalised, ofFeasible } from '#lib/replicas/scheduler/plugin.ts';

it.each([
  ['shares of the largest, cut off', [1, 2, 3], [33, 66, 100]],
  ['all zero stays zero', [0, 0], [0, 0]],
  ['one node is the largest', [7], [100]],
  ['nothing', [], []],
])('normalised: %s', (_name, raw, want) => {
  expect(normalised(raw)).toEqual(want);
});

it.each([
  ['some are feasible', [0, 2], [7, 9]],
  ['none is', [], []],
  ['all are', [0, 1, 2], [7, 8, 9]],
])('picks the numbers of the feasible nodes where %s', (_name, feasible, want) => {
  expect(ofFeasible([7, 8, 9], feasible)).toEqual(want);
});
