import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  CONTAINER,
  NO_AFFINITY,
  testContext,
  testNode,
  testPod,
  WEB_SELECTOR,
  WEB_SERVICE,
  webTerm,
} from '#lib/replicas/cluster.test-support.ts';
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

  it('finds with what the cycle before found what it finds without, replica after replica', () => {
    const terms = [webTerm(ZONE_LABEL)];
    const pods = [
      {},
      { containers: [{ ...CONTAINER, requests: { cpuNano: 1.5e9 } }] },
      { containers: [{ ...CONTAINER, ports: [{ name: '', containerPort: 80, protocol: 'TCP', hostPort: 80 }] }] },
      { affinity: { ...NO_AFFINITY, requiredAntiPodTerms: terms } },
      { affinity: { ...NO_AFFINITY, requiredPodTerms: terms } },
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: ZONE_LABEL,
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: WEB_SELECTOR,
            matchLabelKeys: [],
          },
        ],
      },
    ] as const;
    const node = fc.record({ zone: fc.constantFrom('a', 'b', 'c'), pods: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 7 }), fc.constantFrom(...pods), (shapes, fields) => {
        const nodes = shapes.map(({ zone, pods: most }, index) =>
          testNode(`n${index}`, zone, { allocatable: { cpuNano: 4e9, memoryBytes: 2 ** 34, pods: most } }),
        );
        const pod = testPod('new', { nodeName: '', phase: 'Pending', ...fields });
        let state = schedulerStateOf(testContext({ nodes, services: [WEB_SERVICE], pod }));
        let before: ReturnType<typeof runCycle> | undefined;
        for (let replica = 0; replica < 12; replica += 1) {
          const cycle = runCycle(state, true, before);
          expect(cycle).toEqual(runCycle(state, true));
          if (cycle.likely === undefined) return;
          before = cycle;
          state = stateAfter(state, cycle.likely);
        }
      }),
      { numRuns: 200 },
    );
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
