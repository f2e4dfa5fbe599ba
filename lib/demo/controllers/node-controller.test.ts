import { describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const WORKER = '/api/v1/nodes/kind-worker';
const PODS = '/api/v1/namespaces/kube-system/pods';

function setDown(test: TestCluster, value: string | null) {
  return test.mergePatch(WORKER, { metadata: { annotations: { 'zonescope.demo/down': value } } });
}

async function taints(test: TestCluster): Promise<readonly string[]> {
  const { body } = await test.send('GET', WORKER);
  return list(record(body['spec'])['taints'])
    .map(record)
    .map((taint) => `${taint['key']}:${taint['effect']}`);
}

async function readiness(test: TestCluster): Promise<unknown> {
  const { body } = await test.send('GET', `${PODS}/coredns-558bd4d5db-hfbmj`);
  return list(record(body['status'])['conditions'])
    .map(record)
    .find((item) => item['type'] === 'Ready')?.['status'];
}

describe('a node', () => {
  it('that goes down is tainted, and its pods are unready at once', async () => {
    await using test = await startTestCluster();
    await setDown(test, 'true');
    expect(await taints(test)).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ]);
    expect(await readiness(test)).toBe('False');
  });

  it('that comes back in time loses its taints, and its pods are ready again', async () => {
    await using test = await startTestCluster();
    await setDown(test, 'true');
    test.clock.advance(299_000);
    await setDown(test, null);
    expect(await taints(test)).toEqual([]);
    expect(await readiness(test)).toBe('True');
    test.clock.advance(10_000);
    expect((await test.items(PODS)).length).toBe(4);
  });

  it('that stays away has its pods replaced after their tolerationSeconds, but not ended', async () => {
    await using test = await startTestCluster();
    await setDown(test, 'true');
    test.clock.advance(299_999);
    expect((await test.items(PODS)).length).toBe(4);
    test.clock.advance(10_001);
    const pods = await test.items(PODS);
    expect(pods).toHaveLength(5);
    const leaving = pods.filter((pod) => 'deletionTimestamp' in record(pod['metadata']));
    expect(leaving.map((pod) => record(pod['spec'])['nodeName'])).toEqual(['kind-worker']);
    const others = pods.filter((pod) => !leaving.includes(pod)).map((pod) => record(pod['spec'])['nodeName']);
    expect(others).not.toContain('kind-worker');
  });

  it('whose Ready condition says False is not ready either', async () => {
    await using test = await startTestCluster();
    const { body } = await test.send('GET', WORKER);
    const conditions = list(record(body['status'])['conditions'])
      .map(record)
      .map((item) => (item['type'] === 'Ready' ? { ...item, status: 'False' } : item));
    await test.mergePatch(`${WORKER}/status`, { status: { conditions } });
    expect(await taints(test)).toContain('node.kubernetes.io/not-ready:NoExecute');
    expect(await readiness(test)).toBe('False');
  });

  it('that is cordoned carries the taint, and loses it again', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(WORKER, { spec: { unschedulable: true } });
    expect(await taints(test)).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
    await test.mergePatch(WORKER, { spec: { unschedulable: null } });
    expect(await taints(test)).toEqual([]);
  });

  it('that is new gets a pod network of its own', async () => {
    await using test = await startTestCluster();
    await test.send('POST', '/api/v1/nodes', { metadata: { name: 'new' } });
    const { body } = await test.send('GET', '/api/v1/nodes/new');
    expect(record(body['spec'])['podCIDR']).toBe('10.244.4.0/24');
  });

  it('that is deleted takes its pods with it', async () => {
    await using test = await startTestCluster();
    await test.send('DELETE', WORKER);
    const names = (await test.items(PODS)).map((pod) => record(pod['spec'])['nodeName']);
    expect(names).not.toContain('kind-worker');
    expect(names).toHaveLength(4);
  });
});
