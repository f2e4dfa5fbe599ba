import { expect, test } from 'vitest';
import { sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { slicesOf } from '#lib/hints/slice-partition.ts';

test('all slices: those to create, then to update, then unchanged', () => {
  const partition = { toCreate: [sliceOf('c', '')], toUpdate: [sliceOf('u', '')], unchanged: [sliceOf('k', '')] };
  expect(slicesOf(partition).map((slice) => slice.name)).toEqual(['c', 'u', 'k']);
});
