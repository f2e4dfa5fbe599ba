import { expect, it } from 'vitest';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { scalingInput } from '#lib/scenario/scaling-input.ts';
import { NOW, tutorial } from '#lib/scenario/tutorial.test-support.ts';

it('scalingInput hands the nodes over in the order in which they joined, by name where they joined together', () => {
  const given = tutorial();
  const nodes = given.nodes.map((node) => (node.name === 'kind-worker3' ? { ...node, creationTime: 1 } : node));
  const workload = workloadOf(given.pods);
  if (!isScalable(workload)) throw new Error(`Cannot scale: ${workload.reason}`);
  const input = scalingInput({ ...given, nodes: nodes.toReversed() }, workload);
  expect(input.nodes.map(({ name }) => name)).toEqual([
    'kind-worker3',
    'kind-control-plane',
    'kind-worker',
    'kind-worker2',
  ]);
  expect(input).toMatchObject({
    now: NOW,
    services: [given.service],
    replicaRules: given.context.replicaRules,
    schedulerRules: given.context.schedulerRules,
  });
});
