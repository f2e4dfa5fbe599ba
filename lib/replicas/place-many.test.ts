import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW, testNode, testPlacement, testPod, WEB_SERVICE } from '#lib/replicas/cluster.test-support.ts';
import { placeMany } from '#lib/replicas/place-many.ts';
import { place } from '#lib/replicas/placement.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b'), testNode('n4', 'c')];
const many = (count: number, fields: Partial<Parameters<typeof placeMany>[0]> = {}) =>
  placeMany({ ...testPlacement({ nodes: NODES, services: [WEB_SERVICE] }), count, ...fields });

describe('placeMany', () => {
  it('equals as many single placements, each seeing the ones before', () => {
    const input = testPlacement({ nodes: NODES, services: [WEB_SERVICE] });
    const pods = [...input.pods];
    for (const [index, { node, possible }] of many(12).steps.entries()) {
      const single = place({ ...input, pods });
      expect([node, possible]).toEqual([single.likely, single.possible]);
      pods.push({ ...input.pod, name: `replica-${index}`, nodeName: node ?? '', phase: 'Running' });
    }
  });

  it('answers every smaller number with its first steps', () => {
    expect(many(9).steps.slice(0, 4)).toEqual(many(4).steps);
    expect(many(9).countsOf(4)).toEqual(many(4).countsOf(4));
  });

  it('names every share among the zones that can come out, the likely one first', () => {
    const { counts, isComplete } = many(2).countsOf(2);
    expect(isComplete).toBe(true);
    expect(counts.map((count) => Object.fromEntries(count))).toEqual(
      expect.arrayContaining([
        { a: 1, b: 1 },
        { a: 1, c: 1 },
        { b: 1, c: 1 },
      ]),
    );
    expect(counts).toHaveLength(3);
    expect(
      many(3)
        .countsOf(3)
        .counts.map((count) => Object.fromEntries(count)),
    ).toEqual([{ a: 1, b: 1, c: 1 }]);
    expect(many(3).countsOf(0)).toEqual({ counts: [new Map()], isComplete: true });
  });

  it('names the nodes of each way, as many replicas in each', () => {
    const { ways, isComplete } = many(3).nodesOf(3);
    expect(isComplete).toBe(true);
    // n1 and n2 are alike: one way stands for both.
    expect(ways.map((way) => Object.fromEntries(way))).toEqual([{ n1: 1, n3: 1, n4: 1 }]);
    expect(many(3).nodesOf(0)).toEqual({ ways: [new Map()], isComplete: true });
  });

  it('says when it did not follow every way', () => {
    expect(many(2, { searchBudget: -1 }).countsOf(2)).toMatchObject({ isComplete: false });
    expect(many(2, { searchBudget: -1 }).countsOf(2).counts).toHaveLength(1);
  });

  it('leaves those Pending that find no node', () => {
    const nodes = [testNode('n1', 'a', { allocatable: { cpuNano: 4e9, memoryBytes: 2 ** 34, pods: 2 } })];
    const { steps, countsOf } = many(4, { nodes });
    expect(steps).toEqual([
      { node: 'n1', possible: ['n1'] },
      { node: 'n1', possible: ['n1'] },
      { possible: [] },
      { possible: [] },
    ]);
    expect(countsOf(4).counts).toEqual([new Map([['a', 2]])]);
  });

  it('prefers the zone that a terminating replica leaves, where its node may still be closed', () => {
    const leaving = testPod('leaving', { nodeName: 'n3', deletionTime: NOW });
    const pods = [leaving, testPod('a', { nodeName: 'n1' }), testPod('c', { nodeName: 'n4' })];
    expect(many(1, { pods }).steps[0]?.possible).toEqual(['n3']);
  });
});

describe('what it takes for granted', () => {
  it('is the default profile and what nobody reads', () => {
    const nodes = [testNode('n1', 'a')];
    expect(many(1, { nodes, knowsAllPods: true }).assumptions).toEqual([
      'default-scheduler-profile',
      'volumes-and-other-resources-unknown',
    ]);
  });

  it('is that other workloads leave room, when their pods are not read', () => {
    expect(many(1).assumptions).toContain('other-workloads-unknown');
  });

  it('is one of several equal nodes, where there were some', () => {
    expect(many(1).assumptions).toContain('equal-nodes');
    // The third replica has one zone left to choose.
    expect(many(3).assumptions).toContain('equal-nodes');
  });

  it('is that nobody is preempted for a pod of priority that stays Pending', () => {
    const pod = testPod('p', { priority: 10 });
    expect(many(1, { nodes: [], pod }).assumptions).toContain('no-preemption');
    expect(many(1, { nodes: [] }).assumptions).not.toContain('no-preemption');
    expect(many(1, { pod }).assumptions).not.toContain('no-preemption');
    const full = [testNode('n1', 'a', { allocatable: { cpuNano: 4e9, memoryBytes: 2 ** 34, pods: 1 } })];
    expect(many(2, { nodes: full, pod }).assumptions).toContain('no-preemption');
  });

  it('is that all nodes are looked at, where the scheduler takes a sample', () => {
    const nodes = (count: number) => Array.from({ length: count }, (_, index) => testNode(`n${1000 + index}`, 'a'));
    expect(many(1, { nodes: nodes(100) }).assumptions).not.toContain('node-sample-unknown');
    expect(many(1, { nodes: nodes(101) }).assumptions).toContain('node-sample-unknown');
    // Once one of them is full, as many are left as are looked at.
    const small = nodes(101).map((node) => ({ ...node, allocatable: { ...node.allocatable, pods: 1 } }));
    expect(many(2, { nodes: small }).assumptions).toContain('node-sample-unknown');
    // Of 1,000 nodes 42 % are enough.
    const open = (count: number) => nodes(1_000).map((node, index) => ({ ...node, unschedulable: index >= count }));
    expect(many(1, { nodes: open(420) }).assumptions).not.toContain('node-sample-unknown');
    expect(many(1, { nodes: open(421) }).assumptions).toContain('node-sample-unknown');
  });
});

it('promises the same zones for every order of nodes and pods, and changes no input', () => {
  const anyNodes = fc.array(fc.record({ zone: fc.constantFrom('a', 'b', 'c'), isCordoned: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  });
  const anyPods = fc.array(fc.nat(4), { maxLength: 5 });
  const sharesOf = (nodes: Parameters<typeof many>[1]) =>
    many(4, nodes)
      .countsOf(4)
      .counts.map((count) => JSON.stringify([...count].sort()))
      .sort();
  fc.assert(
    fc.property(anyNodes, anyPods, (zones, places) => {
      const nodes = zones.map(({ zone, isCordoned }, index) =>
        testNode(`n${index}`, zone, { unschedulable: isCordoned }),
      );
      const pods = places.map((node, index) => testPod(`p${index}`, { nodeName: `n${node}` }));
      const before = structuredClone({ nodes, pods });
      expect(sharesOf({ nodes: nodes.toReversed(), pods: pods.toReversed() })).toEqual(sharesOf({ nodes, pods }));
      expect({ nodes, pods }).toEqual(before);
    }),
    { numRuns: 40 },
  );
});
