import { describe, expect, it } from 'vitest';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { contextOf, testNode } from '#lib/scenario/tutorial.test-support.ts';

const NODES = [
  testNode({ name: 'cp', zone: 'a', controlPlane: true }),
  testNode({ name: 'w1', zone: 'b', cpu: 8, version: 'v1.20.1' }),
  testNode({ name: 'w2', zone: 'b', ready: false }),
  { ...testNode({ name: 'w3', cpu: 4 }), operatingSystem: 'windows', unschedulable: true },
];

describe('clusterFactsOf', () => {
  const context = contextOf(NODES, 'v1.26.0');
  const facts = clusterFactsOf(context);

  it('tells what sets each node apart', () => {
    expect(facts.nodeByName.get('cp')).toMatchObject({ controlPlane: true, notCounted: 'control-plane', skewed: true });
    expect(facts.nodeByName.get('w1')).toMatchObject({ zone: 'b', cpuMilli: 8000, ready: true });
    expect(facts.nodeByName.get('w2')).toMatchObject({ ready: false, notCounted: 'not-ready', weight: 0 });
    expect(facts.nodeByName.get('w3')).toMatchObject({ windows: true, cordoned: true, notCounted: 'no-zone' });
    expect(facts.nodeByName.get('w3')?.zone).toBeUndefined();
  });

  it('sums up zones in sorted order, "no zone" last', () => {
    expect(
      facts.zones.map(({ zone, nodes, notReady, cordoned, notCounted, cpuShare }) => [
        zone,
        nodes,
        notReady,
        cordoned,
        notCounted,
        cpuShare,
      ]),
    ).toEqual([
      ['a', 1, 0, 0, 1, 0.25],
      ['b', 2, 1, 0, 1, 0.5],
      [undefined, 1, 0, 1, 1, 0.25],
    ]);
  });

  it('is computed once for a context', () => {
    expect(clusterFactsOf(context)).toBe(facts);
    expect(clusterFactsOf(contextOf(NODES, 'v1.26.0'))).not.toBe(facts);
  });

  it('is computed once for a context and a mix, and shares what the mix does not decide', () => {
    const clients = { mix: { kind: 'nodes' } } as const;
    const other = clusterFactsOf(context, clients);
    expect(clusterFactsOf(context, clients)).toBe(other);
    expect(other.proxyNodes).toBe(facts.proxyNodes);
    expect(other.nodeByName.get('w1')?.weight).toBeCloseTo(1 / 3);
    expect(other.zones.map(({ cpuShare }) => Math.round(cpuShare * 3))).toEqual([1, 1, 1]);
  });
});
