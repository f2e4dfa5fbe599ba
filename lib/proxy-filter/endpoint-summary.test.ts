import { describe, expect, it } from 'vitest';
import { readEndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { type SummaryOptions, summariseEndpoints } from '#lib/proxy-filter/endpoint-summary.ts';
import { anEndpoint, aSlice, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80 };
const SLICE = aSlice([
  anEndpoint(1, { zones: ['a'], on: 'n1' }),
  anEndpoint(2, { zones: ['a', 'b'], on: 'n1' }),
  anEndpoint(3, { zones: ['c'], state: 'unready' }),
  anEndpoint(4, { state: 'serving-terminating', on: 'n2' }),
  anEndpoint(5),
]);

function summary(options: Partial<SummaryOptions> = {}) {
  const list = readEndpointList([SLICE], PORT, { family: 'IPv4', allRules: [rulesOf(37)] });
  return summariseEndpoints(list, { taken: undefined, everyEndpointMustBeHinted: false, ...options });
}

describe('summariseEndpoints()', () => {
  it('counts states', () => {
    const { total, ready, servingTerminating, terminating } = summary();
    expect({ total, ready, servingTerminating, terminating }).toEqual({
      total: 5,
      ready: [0, 1, 4],
      servingTerminating: [3],
      terminating: 1,
    });
  });

  it('asks the ready ones for hints', () => {
    const { zoneHints } = summary();
    expect([zoneHints.without, zoneHints.firstWithout]).toEqual([1, 4]);
    expect(['a', 'b', 'c', 'd'].map(zoneHints.readyNaming)).toEqual([[0, 1], [1], undefined, undefined]);
  });

  it('asks every one for hints where the version does, and still lists the ready ones only', () => {
    const { zoneHints } = summary({ everyEndpointMustBeHinted: true });
    expect([zoneHints.without, zoneHints.firstWithout]).toEqual([2, 3]);
    expect(['a', 'b', 'c', 'd'].map(zoneHints.readyNaming)).toEqual([[0, 1], [1], [], undefined]);
  });

  it('answers for one name after another', () => {
    const { readyNaming } = summary().zoneHints;
    expect(['a', 'a', 'b', 'd', 'd', 'a'].map(readyNaming)).toEqual([
      [0, 1],
      [0, 1],
      [1],
      undefined,
      undefined,
      [0, 1],
    ]);
  });

  it('counts only what is taken', () => {
    const { total, ready, zoneHints } = summary({ taken: [1, 2] });
    expect([total, ready, zoneHints.without, zoneHints.readyNaming('a')]).toEqual([2, [1], 0, [1]]);
  });

  it('tells hints apart from none at all', () => {
    const { without, firstWithout, readyNaming } = summary().nodeHints();
    expect([without, firstWithout, readyNaming('n1')]).toEqual([3, 0, undefined]);
  });

  it('finds the endpoints on a node', () => {
    const { localReady, localServingTerminating, nodeNames } = summary().places();
    expect(nodeNames).toEqual(['n1', 'n2']);
    expect(['n1', 'n2', 'n3'].map(localReady)).toEqual([[0, 1], [], []]);
    expect(['n1', 'n2', 'n3'].map(localServingTerminating)).toEqual([[], [3], []]);
  });
});
