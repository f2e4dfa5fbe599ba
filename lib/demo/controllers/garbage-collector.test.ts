import { expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

const COREDNS = '/apis/apps/v1/namespaces/kube-system/deployments/coredns';
const PODS = '/api/v1/namespaces/kube-system/pods';

it('deletes what a Deployment owned, down to its pods', async () => {
  await using test = await startTestCluster();
  await test.send('DELETE', COREDNS);
  expect(await test.items('/apis/apps/v1/replicasets')).toEqual([]);
  test.clock.advance(2000);
  expect(await test.items(PODS)).toEqual([]);
});

it('leaves orphans alone', async () => {
  await using test = await startTestCluster();
  await test.send('DELETE', COREDNS, { propagationPolicy: 'Orphan' });
  test.clock.advance(5000);
  expect(await test.items('/apis/apps/v1/replicasets')).toHaveLength(1);
  expect(await test.items(PODS)).toHaveLength(4);
});
