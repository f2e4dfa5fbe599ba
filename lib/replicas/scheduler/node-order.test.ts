import { expect, it } from 'vitest';
import { testNode } from '#lib/replicas/cluster.test-support.ts';
import { inListOrder } from '#lib/replicas/scheduler/node-order.ts';

const REGION = 'topology.kubernetes.io/region';
const namesOf = (nodes: Parameters<typeof inListOrder>[0]) => inListOrder(nodes).map(({ name }) => name);

it('takes one node of each zone in turn, zones as they first came', () => {
  const nodes = [
    testNode('n1', 'b'),
    testNode('n2', 'b'),
    testNode('n3', 'a'),
    testNode('n4', 'b'),
    testNode('n5', 'a'),
  ];
  expect(namesOf(nodes)).toEqual(['n1', 'n3', 'n2', 'n5', 'n4']);
});

it('takes nodes without zone for a zone of their own, and regions apart', () => {
  const far = testNode('n3', 'a', { labels: { [REGION]: 'far', 'topology.kubernetes.io/zone': 'a' } });
  expect(namesOf([testNode('n1', undefined), testNode('n2', undefined), far, testNode('n4', 'a')])).toEqual([
    'n1',
    'n3',
    'n4',
    'n2',
  ]);
});

it('takes zones of one name in two regions in turn', () => {
  const zone = { 'topology.kubernetes.io/zone': 'a' };
  const nodes = ['near', 'near', 'far'].map((region, index) =>
    testNode(`n${index + 1}`, 'a', { labels: { ...zone, [REGION]: region } }),
  );
  expect(namesOf(nodes)).toEqual(['n1', 'n3', 'n2']);
});
