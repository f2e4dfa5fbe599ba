import { expect, it } from 'vitest';
import { NOW, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';

it('puts the pods that count on their nodes, in the order of the list', () => {
  const nodes = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b')];
  const pods = [
    testPod('runs', { nodeName: 'n2' }),
    testPod('leaves', { nodeName: 'n2', deletionTime: NOW }),
    testPod('done', { nodeName: 'n2', phase: 'Succeeded' }),
    testPod('waits', { nodeName: '' }),
    testPod('lost', { nodeName: 'n9' }),
  ];
  const context = testContext({ nodes, pods });
  expect(context.nodes.map(({ name }) => name)).toEqual(['n1', 'n3', 'n2']);
  expect(context.nodesByArrival).toBe(nodes);
  expect(context.podsByNode.map((on) => on.map(({ name }) => name))).toEqual([[], [], ['runs', 'leaves']]);
});
