import { expect, it } from 'vitest';
import { NODES } from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { clusterIn, nodeOf, nodesIn, podOf } from '#lib/demo/model-of.ts';
import { startTestCluster, version } from '#lib/demo/test-cluster.test-support.ts';

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } };

it('projects each object once, and a list anew only after a write', () => {
  const store = new Store();
  const node = store.add(NODES, NODE);
  expect(nodeOf(node)).toBe(nodeOf(node));
  expect(podOf(node)).toBeUndefined();
  const before = nodesIn(store);
  expect(nodesIn(store)).toBe(before);
  store.replace(NODES, { ...NODE, spec: { unschedulable: true } });
  expect(nodesIn(store)[0]?.unschedulable).toBe(true);
  expect(before[0]?.unschedulable).toBe(false);
});

it('gives the whole cluster as the rules see it', async () => {
  await using test = await startTestCluster();
  const { store } = test.cluster.registry;
  const cluster = clusterIn(store, { version: version('1.21.10'), gates: [], now: 7 });
  const counts = [cluster.nodes, cluster.services, cluster.slices, cluster.pods].map((items) => items.length);
  expect([...counts, cluster.now]).toEqual([4, 2, 2, 4, 7]);
});
