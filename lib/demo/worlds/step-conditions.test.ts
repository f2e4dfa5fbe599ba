import { expect, it } from 'vitest';
import { clusterIn } from '#lib/demo/model-of.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import * as conditions from '#lib/demo/worlds/step-conditions.ts';

const NODES = ['kind-control-plane', 'kind-worker', 'kind-worker2', 'kind-worker3'];

it('tell from the cluster alone what its user has done', async () => {
  await using test = await startTestCluster();
  const holds = (condition: Parameters<typeof Boolean>[0] & ReturnType<typeof conditions.hasOnlyNodes>) =>
    condition(clusterIn(test.cluster.registry.store, { version: test.cluster.version, gates: [], now: 0 }));
  const zoned = conditions.nodesHaveZones({ 'kind-worker': 'a' });
  const annotated = conditions.serviceIsAnnotated(
    'kube-system/kube-dns',
    ['service.kubernetes.io/topology-mode'],
    ['Auto'],
  );
  const two = conditions.activePods('kube-system', 'coredns', 2);
  const gone = conditions.sliceIsGone('kube-system', 'kube-dns-wt2f9');
  const other = conditions.hasOtherNodes(NODES);
  const only = conditions.hasOnlyNodes(NODES);
  const all = () => [zoned, annotated, two, gone, other, only].map(holds);
  expect(all()).toEqual([false, false, false, false, false, true]);
  await test.mergePatch('/api/v1/nodes/kind-worker', { metadata: { labels: { 'topology.kubernetes.io/zone': 'a' } } });
  await test.mergePatch('/api/v1/namespaces/kube-system/services/kube-dns', {
    metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } },
  });
  await test.mergePatch('/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale', { spec: { replicas: 2 } });
  await test.send('DELETE', '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices/kube-dns-wt2f9');
  await test.send('POST', '/api/v1/nodes', { metadata: { name: 'new' } });
  expect(all()).toEqual([true, true, true, true, true, false]);
});

it('tell which trafficDistribution a Service has', async () => {
  await using test = await startTestCluster({ world: 'unequal-zones' });
  const cluster = clusterIn(test.cluster.registry.store, { version: test.cluster.version, gates: [], now: 0 });
  expect(conditions.trafficDistributionIs('shop/cart', ['PreferClose'])(cluster)).toBe(true);
  expect(conditions.trafficDistributionIs('shop/web', ['PreferClose'])(cluster)).toBe(false);
});

it('tell that an annotation still wins over trafficDistribution', async () => {
  await using test = await startTestCluster({ world: 'unequal-zones' });
  const web = '/api/v1/namespaces/shop/services/web';
  const isDone = () =>
    conditions.trafficDistributionIs('shop/web', ['PreferClose'])(
      clusterIn(test.cluster.registry.store, { version: test.cluster.version, gates: [], now: 0 }),
    );
  await test.mergePatch(web, { spec: { trafficDistribution: 'PreferClose' } });
  expect(isDone()).toBe(false);
  await test.mergePatch(web, { metadata: { annotations: { 'service.kubernetes.io/topology-mode': null } } });
  expect(isDone()).toBe(true);
});
