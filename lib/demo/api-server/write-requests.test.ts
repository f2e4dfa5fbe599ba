import { describe, expect, it } from 'vitest';
import { versionOf } from '#lib/demo/api-server/watch.test-support.ts';
import { START, STRATEGIC, startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/kube-system/pods';
const NODES = '/api/v1/nodes';
const DNS = '/api/v1/namespaces/kube-system/services/kube-dns';

describe('writes', () => {
  it('answers a PUT at a stale resourceVersion with a conflict', async () => {
    await using test = await startTestCluster();
    const { body } = await test.send('GET', DNS);
    await test.mergePatch(DNS, { metadata: { labels: { x: '1' } } });
    const reply = await test.send('PUT', DNS, body);
    expect([reply.code, reply.body['reason'], reply.body['message']]).toEqual([
      409,
      'Conflict',
      'Operation cannot be fulfilled on services "kube-dns": the object has been modified; please apply your changes to the latest version and try again',
    ]);
  });

  it('writes nothing when nothing changes', async () => {
    await using test = await startTestCluster();
    const before = await test.send('GET', DNS);
    const reply = await test.send('PUT', DNS, before.body);
    expect([reply.code, versionOf(reply.body)]).toEqual([200, versionOf(before.body)]);
  });

  it('keeps the status on a PUT, and all but the status on a PUT of it', async () => {
    await using test = await startTestCluster();
    const { body: node } = await test.send('GET', `${NODES}/kind-worker`);
    const spoiled = { ...node, status: {}, spec: { ...record(node['spec']), unschedulable: true } };
    const main = await test.send('PUT', `${NODES}/kind-worker`, spoiled);
    expect(record(main.body['status'])['capacity']).toBeDefined();
    const status = { ...main.body, spec: {}, status: { ...record(node['status']), phase: 'x' } };
    const part = await test.send('PUT', `${NODES}/kind-worker/status`, {
      ...status,
      metadata: { name: 'kind-worker' },
    });
    expect(record(part.body['spec'])['unschedulable']).toBe(true);
    expect(record(part.body['status'])['phase']).toBe('x');
  });

  it('does nothing on a dry run but says what would be', async () => {
    await using test = await startTestCluster();
    const before = test.cluster.registry.store.version;
    const reply = await test.send('POST', `${NODES}?dryRun=All`, { metadata: { name: 'n' } });
    await test.send('DELETE', `${NODES}/kind-worker?dryRun=All`);
    expect([reply.code, test.cluster.registry.store.version]).toEqual([201, before]);
  });

  it('scales through the subresource', async () => {
    await using test = await startTestCluster();
    const path = '/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale';
    const { body } = await test.send('GET', path);
    expect([body['kind'], body['spec'], body['status']]).toEqual([
      'Scale',
      { replicas: 4 },
      { replicas: 4, selector: 'k8s-app=kube-dns' },
    ]);
    await test.send('PUT', path, { ...body, spec: { replicas: 3 } });
    expect((await test.send('PUT', path, { ...body, spec: { replicas: 2 } })).code).toBe(409);
    expect(record((await test.send('GET', path)).body['spec'])['replicas']).toBe(3);
  });

  it('patches strategically', async () => {
    await using test = await startTestCluster();
    const patch = { spec: { ports: [{ port: 53, $patch: 'delete' }] } };
    const { body } = await test.send('PATCH', DNS, patch, STRATEGIC);
    expect(list(record(body['spec'])['ports']).map((port) => record(port)['name'])).toEqual(['dns-tcp', 'metrics']);
  });

  it('marks a pod for deletion, then its kubelet ends it; at once with a grace of 0', async () => {
    await using test = await startTestCluster();
    const pod = `${PODS}/coredns-558bd4d5db-pxphb`;
    const { body } = await test.send('DELETE', pod);
    expect(record(body['metadata'])['deletionTimestamp']).toBe(
      new Date(START + 30_000).toISOString().replace('.000', ''),
    );
    test.clock.advance(1999);
    expect((await test.send('GET', pod)).code).toBe(200);
    test.clock.advance(1);
    expect((await test.send('GET', pod)).code).toBe(404);
    const second = `${PODS}/coredns-558bd4d5db-rhk7r`;
    const gone = await test.send('DELETE', second, { gracePeriodSeconds: 0 });
    expect([gone.body['kind'], gone.body['status']]).toEqual(['Status', 'Success']);
    expect((await test.send('GET', second)).code).toBe(404);
  });

  it('deletes only the object that the caller means', async () => {
    await using test = await startTestCluster();
    const reply = await test.send('DELETE', `${NODES}/kind-worker`, { preconditions: { uid: 'other' } });
    expect([reply.code, reply.body['reason']]).toEqual([409, 'Conflict']);
  });

  it('refuses protobuf with what to do instead', async () => {
    await using test = await startTestCluster();
    const reply = await test.send('POST', NODES, {}, { 'Content-Type': 'application/vnd.kubernetes.protobuf' });
    expect([reply.code, reply.body['reason']]).toEqual([415, 'UnsupportedMediaType']);
    expect(reply.body['message']).toContain('use kubectl apply -f');
  });
});
