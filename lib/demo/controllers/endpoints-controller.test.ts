import { describe, expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const DNS = '/api/v1/namespaces/kube-system/endpoints/kube-dns';
const POD = '/api/v1/namespaces/kube-system/pods/coredns-558bd4d5db-hfbmj';

describe('Endpoints', () => {
  it('hold ready addresses apart from those that are not, sorted, and none of pods that end', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(POD, { metadata: { annotations: { 'zonescope.demo/ready': 'false' } } });
    await test.send('DELETE', '/api/v1/namespaces/kube-system/pods/coredns-558bd4d5db-pxphb');
    const { body } = await test.send('GET', DNS);
    const [subset] = list(body['subsets']).map(record);
    const ips = (field: string) => list(subset?.[field]).map((address) => record(address)['ip']);
    expect([ips('addresses'), ips('notReadyAddresses')]).toEqual([['10.244.1.2', '10.244.2.2'], ['10.244.3.2']]);
    expect(list(subset?.['ports']).map((port) => record(port)['port'])).toEqual([53, 53, 9153]);
  });

  it('come and go with their Service, and leave those of others alone', async () => {
    await using test = await startTestCluster();
    await test.send('DELETE', '/api/v1/namespaces/kube-system/services/kube-dns');
    expect((await test.send('GET', DNS)).code).toBe(404);
    expect((await test.send('GET', '/api/v1/namespaces/default/endpoints/kubernetes')).code).toBe(200);
  });
});
