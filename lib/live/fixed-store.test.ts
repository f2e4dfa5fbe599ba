import { expect, test } from 'vitest';
import { createFixedStore } from '#lib/live/fixed-store.ts';
import { EMPTY_WIRE_STATE } from '#lib/wire/wire-state.ts';

test('answers a selection at once, tells of it once, and is as old as its moment', () => {
  const asked: (string | undefined)[] = [];
  const store = createFixedStore({
    stateFor: ({ service }) => {
      asked.push(service);
      return { ...EMPTY_WIRE_STATE, epoch: service ?? '' };
    },
    time: 1_000,
    now: 61_000,
  });
  let calls = 0;
  const unsubscribe = store.subscribe(() => {
    calls += 1;
  });
  store.select('shop/web');
  store.select('shop/web');
  expect([store.getState().cluster.epoch, calls]).toEqual(['shop/web', 1]);
  expect(asked).toEqual([undefined, 'shop/web']);
  expect(store.getState()).toBe(store.getState());
  expect(store.getState().clockOffset).toBe(-60_000);
  unsubscribe();
  store.select(undefined);
  expect(calls).toBe(1);
});
