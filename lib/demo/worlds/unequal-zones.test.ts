import { expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('has steps that are done by its own commands', async () => {
  await using test = await startTestCluster({ world: 'unequal-zones' });
  const done = () =>
    test.cluster
      .guide()
      .steps.filter((step) => step.done)
      .map((step) => step.id);
  expect(done()).toEqual([]);
  const web = '/api/v1/namespaces/shop/services/web';
  await test.mergePatch(web, { metadata: { annotations: { 'service.kubernetes.io/topology-mode': null } } });
  await test.mergePatch(web, { spec: { trafficDistribution: 'PreferClose' } });
  await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas: 3 } });
  expect(done()).toEqual(['traffic-distribution', 'scale-to-three']);
});
