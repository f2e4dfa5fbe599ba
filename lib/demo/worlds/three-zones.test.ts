import { expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { record } from '#lib/to-model/json.ts';

it('begins with 4, 4 and 3 pods in the zones, and its steps are done by scaling', async () => {
  await using test = await startTestCluster({ world: 'three-zones' });
  const pods = await test.items('/api/v1/namespaces/shop/pods');
  const zones = pods.map((pod) => String(record(pod['spec'])['nodeName']).slice(5, 6)).toSorted();
  expect(zones.join('')).toBe('aaaabbbbccc');
  const done = () =>
    test.cluster
      .guide()
      .steps.filter((step) => step.done)
      .map((step) => step.id);
  for (const replicas of [12, 10]) {
    await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas } });
    test.clock.advance(3000);
  }
  expect(done()).toEqual(['scale-to-twelve', 'scale-to-ten']);
});
