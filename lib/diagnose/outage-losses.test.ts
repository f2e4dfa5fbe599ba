import { describe, expect, it } from 'vitest';
import { lostZones, outageLosses } from '#lib/diagnose/outage-losses.ts';
import type { VerdictState } from '#lib/model/verdict.ts';

const row = (key: string, endpointsByZone: Readonly<Record<string, number>>, state: VerdictState = 'zone-routed') => ({
  key,
  endpointsByZone,
  verdict: { state, reason: 'same-zone', reasonValues: {}, nodesInEffect: 4, nodesInAll: 4, idleEndpoints: 0 },
});
const ROWS = [
  row('shop/spread', { a: 2, b: 1, c: 1 }),
  row('shop/only-b', { b: 2 }),
  row('shop/pair', { a: 1, b: 3 }),
  row('shop/only-a', { a: 2 }),
  row('shop/headless', { b: 2 }, 'not-proxied'),
];
const losses = (...zones: string[]) =>
  outageLosses(ROWS, new Set(zones)).map(({ key, ready, left }) => `${key} ${left}/${ready}`);

describe('outageLosses', () => {
  it('names those first that lose all, then by what is left; those untouched not at all', () => {
    expect(losses('b')).toEqual(['shop/only-b 0/2', 'shop/pair 1/4', 'shop/spread 3/4']);
  });

  it('takes several zones together', () => {
    expect(losses('a', 'b')).toEqual(['shop/pair 0/4', 'shop/only-a 0/2', 'shop/only-b 0/2', 'shop/spread 1/4']);
  });

  it('has nothing to say without an outage', () => expect(losses()).toEqual([]));
});

it('a what-if loses the zones that are down or shifted away from', () => {
  expect([
    ...lostZones([
      { kind: 'zone-down', zone: 'a', phase: 'at-once' },
      { kind: 'replicas', replicas: 3 },
      { kind: 'zonal-shift', zone: 'c' },
    ]),
  ]).toEqual(['a', 'c']);
});
