import { expect, test } from 'vitest';
import { clipMiddle } from '#components/graph/clip-middle.ts';

test('a name that fits is left alone', () => {
  expect(clipMiddle('kind-worker2', 12)).toBe('kind-worker2');
});

test('a long name keeps both ends within the limit', () => {
  const clipped = clipMiddle('coredns-558bd4d5db-pxphb', 15);
  expect(clipped).toBe('coredn…db-pxphb');
  expect([...clipped]).toHaveLength(15);
  expect(clipped.endsWith('-pxphb')).toBe(true);
});

test('two pods of one ReplicaSet stay apart', () => {
  expect(clipMiddle('coredns-558bd4d5db-pxphb', 12)).not.toBe(clipMiddle('coredns-558bd4d5db-rhk7r', 12));
});

test('a surrogate pair is never cut in two', () => {
  expect(clipMiddle('😀😀😀😀😀😀', 3)).toBe('…😀😀');
});
