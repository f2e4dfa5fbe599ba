import { expect, it } from 'vitest';
import { normalised } from '#lib/replicas/scheduler/plugin.ts';

it.each([
  ['shares of the largest, cut off', [1, 2, 3], [33, 66, 100]],
  ['all zero stays zero', [0, 0], [0, 0]],
  ['one node is the largest', [7], [100]],
  ['nothing', [], []],
])('normalised: %s', (_name, raw, want) => {
  expect(normalised(raw)).toEqual(want);
});
