import { expect, it } from 'vitest';
import { rows } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('pods, one of them ending', async () => {
  await using test = await startTestCluster();
  const pods = '/api/v1/namespaces/kube-system/pods';
  await test.send('DELETE', `${pods}/coredns-558bd4d5db-pxphb`);
  expect(await rows(test, pods)).toContain(
    'coredns-558bd4d5db-pxphb 1/1 Terminating 0 31m | 10.244.0.5 kind-control-plane <none> <none>',
  );
  const pending = (await rows(test, pods)).filter((line) => line.includes('Pending'));
  expect(pending).toHaveLength(1);
  expect(pending[0]).toMatch(/ 0\/1 Pending 0 0s \| <none> kind-control-plane/);
});
