import { expect, test } from 'vitest';
import { createKindStore } from '#lib/server/hub/kind-store.ts';

interface Thing {
  readonly name: string;
  readonly value: number;
}

function rig() {
  const changes: (readonly [string, number | undefined, number | undefined])[] = [];
  const store = createKindStore<Thing>({
    keyOf: (thing) => thing.name,
    onChange: (key, before, after) => changes.push([key, before?.value, after?.value]),
  });
  return { store, changes };
}

test('a list that replaces another tells what came, changed and went, and nothing of the rest', () => {
  const { store, changes } = rig();
  store.replace([
    { name: 'a', value: 1 },
    { name: 'b', value: 1 },
    { name: 'c', value: 1 },
  ]);
  changes.length = 0;
  store.replace([
    { name: 'a', value: 1 },
    { name: 'b', value: 2 },
    { name: 'd', value: 1 },
  ]);
  expect(changes).toEqual([
    ['c', 1, undefined],
    ['b', 1, 2],
    ['d', undefined, 1],
  ]);
  expect([...store.objectByKey.keys()].sort()).toEqual(['a', 'b', 'd']);
});

test('an update that changes nothing keeps the object that was there', () => {
  const { store, changes } = rig();
  const first = { name: 'a', value: 1 };
  store.upsert(first);
  store.upsert({ name: 'a', value: 1 });
  expect(store.objectByKey.get('a')).toBe(first);
  expect(changes).toHaveLength(1);
});

test('removing what is not there is nothing', () => {
  const { store, changes } = rig();
  store.remove({ name: 'a', value: 1 });
  expect(changes).toEqual([]);
});

test('what is kept of an update is what is shared with the object before, and that is what is told', () => {
  const told: unknown[] = [];
  const store = createKindStore<{ name: string; value: number; parts: readonly number[] }>({
    keyOf: (thing) => thing.name,
    onChange: (_key, _before, after) => told.push(after),
    share: (before, after) => ({ ...after, parts: before?.parts ?? after.parts }),
  });
  const first = { name: 'a', value: 1, parts: [1, 2] };
  store.upsert(first);
  store.upsert({ name: 'a', value: 2, parts: [1, 2] });
  expect(store.objectByKey.get('a')).toEqual({ name: 'a', value: 2, parts: [1, 2] });
  expect(store.objectByKey.get('a')?.parts).toBe(first.parts);
  expect(told.at(-1)).toBe(store.objectByKey.get('a'));
});
