import { describe, expect, it } from 'vitest';
import { nameOf, startTestCluster, type TestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

const SLICES = '/apis/discovery.k8s.io/v1/namespaces';

async function sliceOf(test: TestCluster, namespace: string, service: string): Promise<Json> {
  const items = await test.items(
    `${SLICES}/${namespace}/endpointslices?labelSelector=kubernetes.io/service-name=${service}`,
  );
  return items[0] ?? {};
}

function hintCounts(slice: Json): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const endpoint of list(slice['endpoints']).map(record)) {
    const zone = String(record(list(record(endpoint['hints'])['forZones'])[0])['name'] ?? 'none');
    counts[zone] = (counts[zone] ?? 0) + 1;
  }
  return counts;
}

describe('the EndpointSlice controller', () => {
  it('gives three equal zones no hints at 11 endpoints, but at 12', async () => {
    await using test = await startTestCluster({ world: 'three-zones' });
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))).toEqual({ none: 11 });
    await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas: 12 } });
    test.clock.advance(3000);
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))).toEqual({ a: 4, b: 4, c: 4 });
    await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas: 10 } });
    test.clock.advance(3000);
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))['none']).toBeUndefined();
  });

  it('lends endpoints to the larger zone, and none of them under trafficDistribution', async () => {
    await using test = await startTestCluster({ world: 'unequal-zones' });
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))).toEqual({ a: 6, b: 3, c: 3 });
    const web = '/api/v1/namespaces/shop/services/web';
    await test.mergePatch(web, { metadata: { annotations: { 'service.kubernetes.io/topology-mode': null } } });
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))).toEqual({ none: 12 });
    await test.mergePatch(web, { spec: { trafficDistribution: 'PreferClose' } });
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))).toEqual({ a: 4, b: 4, c: 4 });
  });

  it("gives slices the Service's labels, also later ones, and goes with the Service", async () => {
    await using test = await startTestCluster();
    const service = '/api/v1/namespaces/kube-system/services/kube-dns';
    await test.mergePatch(service, { metadata: { labels: { team: 'dns' } } });
    const labels = record(record((await sliceOf(test, 'kube-system', 'kube-dns'))['metadata'])['labels']);
    expect([labels['team'], labels['kubernetes.io/name']]).toEqual(['dns', 'CoreDNS']);
    await test.send('DELETE', service);
    expect(await sliceOf(test, 'kube-system', 'kube-dns')).toEqual({});
  });

  it('mends a slice that somebody else has changed', async () => {
    await using test = await startTestCluster();
    const path = `${SLICES}/kube-system/endpointslices/kube-dns-wt2f9`;
    await test.mergePatch(path, { endpoints: [] });
    expect(list((await test.send('GET', path)).body['endpoints'])).toHaveLength(4);
  });

  it('tries again after a node that it missed has come, where the minor fails the whole sync', async () => {
    await using test = await startTestCluster({ version: version('1.21.10'), strict: true });
    const pods = '/api/v1/namespaces/kube-system/pods';
    const spec = { nodeName: 'late', containers: [{ name: 'c', image: 'i' }] };
    await test.send('POST', pods, { metadata: { name: 'early', labels: { 'k8s-app': 'kube-dns' } }, spec });
    await test.mergePatch(`${pods}/early/status`, { status: { podIP: '10.9.0.2', podIPs: [{ ip: '10.9.0.2' }] } });
    await test.send('DELETE', `${pods}/coredns-558bd4d5db-pxphb?gracePeriodSeconds=0`);
    const addresses = async () =>
      list((await sliceOf(test, 'kube-system', 'kube-dns'))['endpoints']).flatMap((item) =>
        list(record(item)['addresses']),
      );
    expect(await addresses()).toContain('10.244.0.5');
    await test.send('POST', '/api/v1/nodes', { metadata: { name: 'late' } });
    test.clock.advance(60_000);
    expect(await addresses()).not.toContain('10.244.0.5');
    expect(await addresses()).toContain('10.9.0.2');
  });

  it('strict, syncs overloaded Services alone when a zone comes', async () => {
    await using test = await startTestCluster({ world: 'unequal-zones', strict: true });
    const before = await sliceOf(test, 'shop', 'cart');
    const status = {
      conditions: [{ type: 'Ready', status: 'True' }],
      allocatable: { cpu: '48', memory: '16Gi', pods: '110' },
    };
    const labels = { 'topology.kubernetes.io/zone': 'd' };
    await test.send('POST', '/api/v1/nodes', { metadata: { name: 'node-d1', labels }, status });
    expect(hintCounts(await sliceOf(test, 'shop', 'web'))['d']).toBeGreaterThan(0);
    expect(await sliceOf(test, 'shop', 'cart')).toEqual(before);
    expect(nameOf(before)).toMatch(/^cart-/);
  });
});
