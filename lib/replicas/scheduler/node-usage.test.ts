import { expect, it } from 'vitest';
import { CONTAINER, NOW, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { clusterUsageOf, usageAfter } from '#lib/replicas/scheduler/node-usage.ts';

const requesting = (cpuNano: number) => [{ ...CONTAINER, requests: { cpuNano, memoryBytes: 1 } }];

it('counts what runs on a node or is leaving it, not what is done or has no node', () => {
  const pods = [
    testPod('runs', { nodeName: 'n1', containers: requesting(1e9) }),
    testPod('leaves', { nodeName: 'n1', containers: requesting(2e9), deletionTime: NOW }),
    testPod('failed', { nodeName: 'n1', containers: requesting(4e9), phase: 'Failed' }),
    testPod('waits', { nodeName: '', containers: requesting(8e9), phase: 'Pending' }),
    testPod('elsewhere', { nodeName: 'unknown', containers: requesting(8e9) }),
  ];
  const [usage] = clusterUsageOf(testContext({ nodes: [testNode('n1', 'a')], pods })).nodes;
  expect(usage).toMatchObject({ pods: 2, requested: { cpuMilli: 3000, memoryBytes: 2 } });
});

it('grows by the pod on the node where it lands, and only there', () => {
  const pod = testPod('p', { containers: requesting(1e9) });
  const before = clusterUsageOf(testContext({ nodes: [testNode('n1', 'a'), testNode('n2', 'a')], pod }));
  const after = usageAfter(before, 1);
  expect(after.nodes[0]).toBe(before.nodes[0]);
  expect(after.nodes[1]).toMatchObject({ pods: 1, requested: { cpuMilli: 1000 }, nonZero: { cpuMilli: 1000 } });
  expect(before.nodes[1]?.pods).toBe(0);
});

it('takes a resource that the node does not report for none', () => {
  const [usage] = clusterUsageOf(testContext({ nodes: [testNode('n1', 'a', { allocatable: {} })] })).nodes;
  expect(usage?.allocatable).toEqual({ cpuMilli: 0, memoryBytes: 0, pods: 0 });
});

it('is added up once for all plugins that ask for it', () => {
  const context = testContext({ nodes: [testNode('n1', 'a')] });
  expect(clusterUsageOf(context)).toBe(clusterUsageOf(context));
});
