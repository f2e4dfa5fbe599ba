import { expect, it } from 'vitest';
import { rows } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('Services of each type', async () => {
  await using test = await startTestCluster();
  const path = '/api/v1/namespaces/default/services';
  const ports = [{ port: 80, nodePort: 30_080 }];
  await test.send('POST', path, {
    metadata: { name: 'lb' },
    spec: { type: 'LoadBalancer', ports, clusterIP: '10.96.9.1' },
  });
  await test.send('POST', path, {
    metadata: { name: 'name' },
    spec: { type: 'ExternalName', externalName: 'x.example' },
  });
  await test.send('POST', path, {
    metadata: { name: 'none' },
    spec: { clusterIP: 'None', selector: { b: '2', a: '1' } },
  });
  expect(await rows(test, path)).toEqual([
    'kubernetes ClusterIP 10.96.0.1 <none> 443/TCP 46m | <none>',
    'lb LoadBalancer 10.96.9.1 <pending> 80:30080/TCP 0s | <none>',
    'name ExternalName <none> x.example <none> 0s | <none>',
    'none ClusterIP None <none> <none> 0s | a=1,b=2',
  ]);
});

it('Endpoints and EndpointSlices, also empty ones', async () => {
  await using test = await startTestCluster();
  await test.send('POST', '/api/v1/namespaces/default/services', {
    metadata: { name: 'idle' },
    spec: { ports: [{ port: 80 }], selector: { app: 'idle' } },
  });
  expect(await rows(test, '/api/v1/endpoints')).toEqual([
    'idle <none> 0s |',
    'kubernetes 172.18.0.2:6443 46m |',
    'kube-dns 10.244.0.5:53,10.244.1.2:53,10.244.2.2:53 + 9 more... 0s |',
  ]);
  const slices = await rows(test, '/apis/discovery.k8s.io/v1/endpointslices');
  expect(slices[0]).toMatch(/^idle-.{5} IPv4 <unset> <unset> 0s \|$/);
  expect(slices[2]).toBe('kube-dns-wt2f9 IPv4 53,53,9153 10.244.0.5,10.244.2.2,10.244.3.2 + 1 more... 3m |');
});
