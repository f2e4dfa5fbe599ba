import { describe, expect, it } from 'vitest';
import { clientMix, clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { contextOf, testNode } from '#lib/scenario/tutorial.test-support.ts';

const NODES = [
  testNode({ name: 'cp', zone: 'a', controlPlane: true }),
  testNode({ name: 'w1', zone: 'b', cpu: 8, version: 'v1.20.1' }),
  testNode({ name: 'w2', zone: 'b', ready: false }),
  { ...testNode({ name: 'w3', cpu: 4 }), operatingSystem: 'windows', unschedulable: true },
];

describe('clientMix', () => {
  it('is the allocatable CPU of Ready nodes, control-plane nodes included', () => {
    expect([...clientMix(NODES)]).toEqual([0.25, 0.5, 0, 0.25]);
  });

  it('takes Ready nodes as equal where none tells its CPU', () => {
    expect([...clientMix(NODES.map((node) => ({ ...node, allocatable: {} })))]).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
  });

  it('is nothing where no node is Ready', () => {
    expect([...clientMix([testNode({ name: 'w', ready: false })])]).toEqual([0]);
  });
});

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
});
