import { describe, expect, it } from 'vitest';
import { testContext, testNode, testPod, WEB_SERVICE } from '#lib/replicas/cluster.test-support.ts';
import { rejectionOf, runCycle, schedulerStateOf, stateAfter } from '#lib/replicas/scheduler/scheduler-state.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b'), testNode('n3', 'c')];
const stateOf = (fields: Parameters<typeof testContext>[0] = {}) =>
  schedulerStateOf(testContext({ nodes: NODES, services: [WEB_SERVICE], ...fields }));

describe('runCycle', () => {
  it('names every node with the best total as possible, and one as likely', () => {
    const cycle = runCycle(stateOf(), true);
    expect(cycle).toMatchObject({ feasible: [0, 1, 2], possible: [0, 1, 2], likely: 0 });
    expect(new Set(cycle.totals).size).toBe(1);
  });

  it('takes the top of the heap where ties are broken by it, else the first', () => {
    const state = stateOf({ pods: [testPod('there', { nodeName: 'n1' })] });
    const nodes = [...NODES, testNode('n4', 'd')];
    const busy = stateOf({ nodes, pods: [testPod('a', { nodeName: 'n1' }), testPod('b', { nodeName: 'n2' })] });
    expect(runCycle(state, true)).toMatchObject({ possible: [1, 2], likely: 1 });
    expect(runCycle(busy, true)).toMatchObject({ possible: [2, 3], likely: 3 });
    expect(runCycle(busy, false)).toMatchObject({ possible: [2, 3], likely: 2 });
  });

  it('scores nothing when one node is left, and has no winner when none is', () => {
    const cordoned = (...names: string[]) =>
      NODES.map((node) => ({ ...node, unschedulable: names.includes(node.name) }));
    expect(runCycle(stateOf({ nodes: cordoned('n1', 'n2') }), true)).toMatchObject({
      feasible: [2],
      scores: [],
      likely: 2,
    });
    expect(runCycle(stateOf({ nodes: cordoned('n1', 'n2', 'n3') }), true)).toMatchObject({
      feasible: [],
      possible: [],
    });
    expect(runCycle(stateOf({ nodes: cordoned('n1', 'n2', 'n3') }), true).likely).toBeUndefined();
  });

  it('sees a replica that has landed', () => {
    expect(runCycle(stateAfter(stateOf(), 0), true).possible).toEqual([1, 2]);
  });

  it('finds nothing in a cluster without nodes', () => {
    expect(runCycle(stateOf({ nodes: [] }), true)).toMatchObject({ feasible: [], possible: [] });
  });
});

it('rejectionOf names the first plugin, in their order, that says no', () => {
  const full = testNode('n1', 'a', { unschedulable: true, allocatable: {} });
  expect(rejectionOf(stateOf({ nodes: [full] }), 0)).toEqual({ plugin: 'NodeUnschedulable', reason: 'unschedulable' });
  const small = testNode('n1', 'a', { allocatable: {} });
  expect(rejectionOf(stateOf({ nodes: [small] }), 0)).toEqual({ plugin: 'NodeResourcesFit', reason: 'too-many-pods' });
  expect(rejectionOf(stateOf(), 0)).toBeUndefined();
});
