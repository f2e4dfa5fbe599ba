import { expect, test } from 'vitest';
import { sameList, shareStructure } from '#components/ui/share-structure.ts';

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

test('of items that changed places each is the object that it was', () => {
  const previous = ['a', 'b', 'c'].map((id) => ({ id, n: 1 }));
  const next = shareStructure(
    previous,
    ['c', 'a', 'b'].map((id) => ({ id, n: 1 })),
  );
  expect(next.map((item) => previous.indexOf(item))).toEqual([2, 0, 1]);
});

test('a list of the very same items is the previous list, any other is the next', () => {
  const [one, two] = [{ id: 'a' }, { id: 'b' }];
  const previous = [one, two];
  expect(sameList(previous, [one, two])).toBe(previous);
  for (const next of [[two, one], [one], [one, { ...two }], []]) expect(sameList(previous, next)).toBe(next);
  expect(sameList(undefined, previous)).toBe(previous);
});
