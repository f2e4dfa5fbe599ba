import { describe, expect, it } from 'vitest';
import { nameIn, versionOf } from '#lib/demo/api-server/watch.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/kube-system/pods';
const NODES = '/api/v1/nodes';

describe('lists', () => {
  it('pages with limit and continue, all of one moment', async () => {
    await using test = await startTestCluster();
    const first = await test.send('GET', `${NODES}?limit=3`);
    const metadata = record(first.body['metadata']);
    expect(metadata['remainingItemCount']).toBe(1);
    await test.send('DELETE', `${NODES}/kind-worker3`);
    const rest = await test.send('GET', `${NODES}?limit=3&continue=${metadata['continue']}`);
    expect(list(rest.body['items']).map((item) => nameIn({ object: record(item) }))).toEqual(['kind-worker3']);
    expect(versionOf(rest.body)).toBe(metadata['resourceVersion']);
  });

  it('answers a page after a compaction with 410', async () => {
    await using test = await startTestCluster();
    const first = await test.send('GET', `${NODES}?limit=1`);
    test.cluster.apiServer.compact();
    const next = await test.send('GET', `${NODES}?limit=1&continue=${record(first.body['metadata'])['continue']}`);
    expect([next.code, next.body['reason']]).toEqual([410, 'Expired']);
  });

  it('writes items without kind, and the list with both', async () => {
    await using test = await startTestCluster();
    const { body } = await test.send('GET', '/apis/discovery.k8s.io/v1/endpointslices');
    expect([body['kind'], body['apiVersion']]).toEqual(['EndpointSliceList', 'discovery.k8s.io/v1']);
    expect(record(list(body['items'])[0])['kind']).toBeUndefined();
  });

  it('answers a resourceVersion of the future with 504', async () => {
    await using test = await startTestCluster();
    const { code, body } = await test.send('GET', `${NODES}?resourceVersion=99999999999999`);
    expect(code).toBe(504);
    expect(record(list(record(body['details'])['causes'])[0])['reason']).toBe('ResourceVersionTooLarge');
  });

  it('selects by labels and fields together', async () => {
    await using test = await startTestCluster();
    const items = await test.items(
      `${PODS}?labelSelector=k8s-app%20in%20(kube-dns)&fieldSelector=spec.nodeName=kind-worker`,
    );
    expect(items.map((item) => nameIn({ object: item }))).toEqual(['coredns-558bd4d5db-hfbmj']);
  });
});
