import { expect, it } from 'vitest';
import { rows } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('Deployments, ReplicaSets and Namespaces', async () => {
  await using test = await startTestCluster();
  const image = 'k8s.gcr.io/coredns/coredns:v1.8.0';
  expect(await rows(test, '/apis/apps/v1/deployments')).toEqual([
    `coredns 4/4 4 4 46m | coredns ${image} k8s-app=kube-dns`,
  ]);
  expect(await rows(test, '/apis/apps/v1/replicasets')).toEqual([
    `coredns-558bd4d5db 4 4 4 46m | coredns ${image} k8s-app=kube-dns,pod-template-hash=558bd4d5db`,
  ]);
  expect((await rows(test, '/api/v1/namespaces'))[0]).toBe('default Active 46m |');
});
