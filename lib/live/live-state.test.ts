import { expect, test } from 'vitest';
import { INITIAL_LIVE_STATE, nextLiveState, withoutLoading, withoutUnasked } from '#lib/live/live-state.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const OPENING = { kind: 'opening', attempt: 0, openedAt: 5 } as const;

test('nothing new is the same object, and a connection that is told the same keeps its identity', () => {
  const first = nextLiveState(INITIAL_LIVE_STATE, { link: { ...OPENING, lostAt: 3 }, build: 'b1' });
  expect(nextLiveState(first, { link: { ...OPENING, lostAt: 3 }, build: 'b1' })).toBe(first);
  const next = nextLiveState(first, { link: { ...OPENING, lostAt: 3 }, build: 'b1', clockOffset: 2_000 });
  expect(next).not.toBe(first);
  expect(next.connection).toBe(first.connection);
});

test('a server of another build than the page is told', () => {
  const cluster: WireState = { ...EMPTY_WIRE_STATE, build: 'b2' };
  const state = nextLiveState(INITIAL_LIVE_STATE, { link: OPENING, build: 'b1', cluster });
  expect(state.otherBuild).toBe(true);
  expect(nextLiveState(state, { link: OPENING, build: undefined }).otherBuild).toBe(false);
});

test('what is no longer asked for goes, and nothing else', () => {
  const held: WireState = {
    ...EMPTY_WIRE_STATE,
    selected: { key: 'a/b', slices: [], pods: [], podsState: 'watched', timeline: { since: 0, entries: [] } },
    clients: { key: 'a/c', slices: [] },
    loading: { done: 1, of: 2, parts: [] },
  };
  expect(withoutUnasked(held, { service: 'a/d', clients: 'a/e' })).toBe(held);
  expect(withoutUnasked(held, { service: 'a/b' })).not.toHaveProperty('clients');
  expect(withoutUnasked(held, { clients: 'a/c' })).not.toHaveProperty('selected');
  expect(withoutLoading(held)).not.toHaveProperty('loading');
});
