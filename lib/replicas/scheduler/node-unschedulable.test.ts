import { expect, it } from 'vitest';
import type { Toleration } from '#lib/model/pod.ts';
import { testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { nodeUnschedulable } from '#lib/replicas/scheduler/node-unschedulable.ts';

const CORDONED = testNode('n1', 'a', { unschedulable: true });
const toleration = (key: string, effect: string): Toleration => ({ key, operator: 'Exists', value: '', effect });

it.each<readonly [string, readonly Toleration[], string | undefined]>([
  ['keeps a plain pod away', [], 'unschedulable'],
  ['lets a pod in that tolerates it', [toleration('node.kubernetes.io/unschedulable', 'NoSchedule')], undefined],
  ['lets a pod in that tolerates everything', [toleration('', '')], undefined],
  ['keeps a pod away that tolerates eviction only', [toleration('', 'NoExecute')], 'unschedulable'],
])('a cordoned node %s', (_name, tolerations, want) => {
  const plugin = nodeUnschedulable(testContext({ nodes: [CORDONED], pod: testPod('p', { tolerations }) }));
  expect(plugin.filter?.(0)).toBe(want);
});

it('a node that is not cordoned takes anyone', () => {
  expect(nodeUnschedulable(testContext({ nodes: [testNode('n1', 'a')] })).filter?.(0)).toBeUndefined();
});
