import { describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/default/pods';
const POD = { metadata: { name: 'p' }, spec: { nodeName: 'kind-worker', containers: [{ name: 'c', image: 'i' }] } };

async function statusOf(test: TestCluster, path: string) {
  const { body } = await test.send('GET', path);
  const status = record(body['status']);
  const ready = list(status['conditions'])
    .map(record)
    .find((item) => item['type'] === 'Ready');
  return {
    phase: status['phase'],
    podIP: status['podIP'],
    ready: ready?.['status'],
    since: ready?.['lastTransitionTime'],
  };
}

describe('a kubelet', () => {
  it('makes a bound pod run and ready within one to two seconds, with an address of its node', async () => {
    await using test = await startTestCluster();
    await test.send('POST', PODS, POD);
    test.clock.advance(999);
    expect((await statusOf(test, `${PODS}/p`)).phase).toBe('Pending');
    test.clock.advance(1001);
    expect(await statusOf(test, `${PODS}/p`)).toMatchObject({ phase: 'Running', podIP: '10.244.3.3', ready: 'True' });
  });

  it('does not start a pod that is deleted before', async () => {
    await using test = await startTestCluster();
    await test.send('POST', PODS, POD);
    await test.send('DELETE', `${PODS}/p`);
    test.clock.advance(1999);
    expect((await statusOf(test, `${PODS}/p`)).phase).toBe('Pending');
    test.clock.advance(1);
    expect((await test.send('GET', `${PODS}/p`)).code).toBe(404);
  });

  it('does not end a new pod of the same name', async () => {
    await using test = await startTestCluster();
    await test.send('POST', PODS, POD);
    await test.send('DELETE', `${PODS}/p`);
    await test.send('DELETE', `${PODS}/p?gracePeriodSeconds=0`);
    await test.send('POST', PODS, POD);
    test.clock.advance(10_000);
    expect((await statusOf(test, `${PODS}/p`)).phase).toBe('Running');
  });

  it('reports a pod not ready while its annotation says so', async () => {
    await using test = await startTestCluster();
    const path = '/api/v1/namespaces/kube-system/pods/coredns-558bd4d5db-hfbmj';
    const annotate = (value: string | null) =>
      test.mergePatch(path, { metadata: { annotations: { 'zonescope.demo/ready': value } } });
    test.clock.advance(5000);
    await annotate('false');
    expect(await statusOf(test, path)).toMatchObject({ ready: 'False', since: '2026-03-01T12:00:05Z' });
    const slices = await test.items('/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices');
    const unready = list(slices[0]?.['endpoints'])
      .map(record)
      .filter((item) => record(item['conditions'])['ready'] === false);
    expect(unready.map((item) => item['addresses'])).toEqual([['10.244.3.2']]);
    await annotate(null);
    expect(await statusOf(test, path)).toMatchObject({ ready: 'True' });
  });
});
