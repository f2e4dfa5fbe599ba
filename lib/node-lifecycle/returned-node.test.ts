import { expect, it } from 'vitest';
import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { returnedNode } from '#lib/node-lifecycle/returned-node.ts';
import { silentNode } from '#lib/node-lifecycle/silent-node.ts';
import { NEWEST, NOW, SECOND, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';

const NODE = testNode('n1', 'a', { taints: [{ key: 'own', value: '', effect: 'NoSchedule' }] });
const forever = { tolerations: [{ key: '', operator: 'Exists', value: '', effect: '' }] };
const silence = silentNode({
  node: NODE,
  silentSince: NOW,
  pods: [testPod('evicted'), testPod('stays', forever), testPod('starting', { ...forever, phase: 'Pending' })],
  now: NOW + 60 * SECOND,
  rules: nodeLifecycleRulesOf(NEWEST),
});

it('a node that returns is Ready without the taints of its silence, but with its own', () => {
  const { node } = returnedNode(silence.node, silence.pods, NOW + 90 * SECOND);
  expect(node).toEqual({ ...NODE, ready: { status: 'True', since: NOW + 90 * SECOND } });
});

it('its evicted pods are gone, those that ran on are ready again from then on', () => {
  const { pods } = returnedNode(silence.node, silence.pods, NOW + 90 * SECOND);
  expect(pods.map(({ name, ready }) => [name, ready?.status, ready?.since])).toEqual([
    ['stays', 'True', NOW + 90 * SECOND],
    ['starting', 'False', NOW + 50 * SECOND],
  ]);
});
