import { expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('carries a new Deployment and Service to ready endpoints, and stops for good', async () => {
  const test = await startTestCluster();
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  const spec = { replicas: 3, selector: { matchLabels: { app: 'web' } }, template };
  await test.send('POST', '/apis/apps/v1/namespaces/default/deployments', { metadata: { name: 'web' }, spec });
  const service = { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } };
  await test.send('POST', '/api/v1/namespaces/default/services', service);
  test.clock.advance(2000);
  const slices = await test.items(
    '/apis/discovery.k8s.io/v1/endpointslices?labelSelector=kubernetes.io/service-name=web',
  );
  expect(slices.flatMap((slice) => slice['endpoints'])).toEqual([
    expect.objectContaining({ conditions: { ready: true } }),
    expect.objectContaining({ conditions: { ready: true } }),
    expect.objectContaining({ conditions: { ready: true } }),
  ]);
  await test.cluster.stop();
});
