import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { rowFacts } from '#lib/view/row-facts.ts';

const VERDICT: ServiceRow['verdict'] = {
  state: 'zone-routed',
  reason: 'hinted-by-cpu-share',
  reasonValues: {},
  nodesInEffect: 4,
  nodesInAll: 4,
  idleEndpoints: 0,
};

function factsOf(row: Partial<ServiceRow>, verdict: Partial<ServiceRow['verdict']> = {}) {
  const base = { key: 'a/b', mode: 'Auto', endpointsByZone: { a: 6, b: 6 }, warnings: [] } as const;
  return rowFacts({ ...base, verdict: { ...VERDICT, ...verdict }, ...row }).map(({ key, values }) => [key, values]);
}

describe('rowFacts', () => {
  it('are none where all is as it should be', () => {
    expect(factsOf({ flipsAt: { fewer: 5 } }, { largestLoad: 1.2 })).toEqual([]);
  });

  it('tell overload, idle endpoints and flips', () => {
    expect(factsOf({ flips: 3 }, { largestLoad: 1.834, idleEndpoints: 2 })).toEqual([
      ['list.load', { load: 1.83 }],
      ['list.idle', { endpoints: 2 }],
      ['list.flips', { flips: 3 }],
    ]);
  });

  it('warn of a flip that one endpoint more or less would bring', () => {
    expect(factsOf({ flipsAt: { fewer: 11, more: 13 } })).toEqual([['list.flips-at', { counts: '11, 13' }]]);
  });

  it('name the mode that it could ask for', () => {
    const optIn = { mode: 'PreferSameZone', inZoneShare: 1, largestLoad: 1 } as const;
    expect(factsOf({ mode: 'off', optIn })).toEqual([['list.could-opt-in', { mode: 'PreferSameZone', share: 1 }]]);
  });
});
