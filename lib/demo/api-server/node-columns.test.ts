import { expect, it } from 'vitest';
import { rows } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('nodes, one of them cordoned, one not ready', async () => {
  await using test = await startTestCluster();
  await test.mergePatch('/api/v1/nodes/kind-worker', { spec: { unschedulable: true } });
  await test.mergePatch('/api/v1/nodes/kind-worker2', {
    metadata: { annotations: { 'zonescope.demo/down': 'true' } },
  });
  await test.send('POST', '/api/v1/nodes', { metadata: { name: 'new' } });
  expect(await rows(test, '/api/v1/nodes')).toEqual([
    'kind-control-plane Ready control-plane,master 46m v1.21.10 | 172.18.0.2 <none> Zonescope embedded node 0.0.0 none://0',
    'kind-worker Ready,SchedulingDisabled <none> 46m v1.21.10 | 172.18.0.3 <none> Zonescope embedded node 0.0.0 none://0',
    'kind-worker2 NotReady <none> 46m v1.21.10 | 172.18.0.4 <none> Zonescope embedded node 0.0.0 none://0',
    'kind-worker3 Ready <none> 46m v1.21.10 | 172.18.0.5 <none> Zonescope embedded node 0.0.0 none://0',
    'new Unknown <none> 0s  | <none> <none> <unknown> <unknown> <unknown>',
  ]);
});
