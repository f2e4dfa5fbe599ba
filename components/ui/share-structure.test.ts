import { expect, test } from 'vitest';
import { shareStructure } from '#components/ui/share-structure.ts';

test('equal data is the previous object itself', () => {
  const previous = { rows: [{ id: 'a', n: 1 }] };
  expect(shareStructure(previous, { rows: [{ id: 'a', n: 1 }] })).toBe(previous);
});

test('a changed item leaves its neighbours as they were', () => {
  const previous = [
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
  ];
  const next = shareStructure(previous, [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ]);
  expect(next[0]).toBe(previous[0]);
  expect(next[1]).toEqual({ id: 'b', n: 2 });
});

test('an item that moved is still itself', () => {
  const previous = [{ id: 'a', n: 1 }];
  const next = shareStructure(previous, [
    { id: 'z', n: 9 },
    { id: 'a', n: 1 },
  ]);
  expect(next[1]).toBe(previous[0]);
  expect(next).not.toBe(previous);
});

test('a field that went is gone, a field that came is there', () => {
  const previous = { a: 1, live: 2 };
  const without = shareStructure<object>(previous, { a: 1 });
  expect(without).toEqual({ a: 1 });
  expect(shareStructure<object>(without, { a: 1, live: undefined })).toEqual({ a: 1, live: undefined });
});

test('a shorter list is a new list', () => {
  const previous = [1, 2, 3];
  expect(shareStructure(previous, [1, 2])).toEqual([1, 2]);
});
