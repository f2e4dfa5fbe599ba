import { describe, expect, it } from 'vitest';
import { nameOf, startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { record } from '#lib/to-model/json.ts';

const COREDNS = '/apis/apps/v1/namespaces/kube-system/deployments/coredns';
const REPLICA_SETS = '/apis/apps/v1/namespaces/kube-system/replicasets';
const PODS = '/api/v1/namespaces/kube-system/pods';

function withTemplate(annotation: string) {
  return { spec: { template: { metadata: { annotations: { restarted: annotation } } } } };
}

async function replicas(test: TestCluster): Promise<Readonly<Record<string, unknown>>> {
  const items = await test.items(REPLICA_SETS);
  return Object.fromEntries(items.map((item) => [nameOf(item), record(item['spec'])['replicas']]));
}

describe('a Deployment', () => {
  it('recognises the ReplicaSet that it finds', async () => {
    await using test = await startTestCluster();
    test.clock.advance(60_000);
    expect(await replicas(test)).toEqual({ 'coredns-558bd4d5db': 4 });
    expect((await test.items(PODS)).length).toBe(4);
  });

  it('rolls to a new template within its limits, and back to the first ReplicaSet', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(COREDNS, withTemplate('1'));
    const during = Object.values(await replicas(test)).map(Number);
    expect(during[0]).toBe(3);
    expect(during.reduce((sum, count) => sum + count, 0)).toBe(5);
    test.clock.advance(30_000);
    const after = await replicas(test);
    expect(after['coredns-558bd4d5db']).toBe(0);
    expect(Object.values(after)).toEqual([0, 4]);
    expect((await test.items(PODS)).every((pod) => !nameOf(pod).startsWith('coredns-558bd4d5db'))).toBe(true);
    const undo = { spec: { template: { metadata: { annotations: null } } } };
    await test.mergePatch(COREDNS, undo);
    test.clock.advance(30_000);
    expect(Object.values(await replicas(test))).toEqual([4, 0]);
    const { body } = await test.send('GET', COREDNS);
    expect(record(record(body['metadata'])['annotations'])['deployment.kubernetes.io/revision']).toBe('3');
  });

  it('of type Recreate ends all old pods before it begins anew', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(COREDNS, { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } });
    await test.mergePatch(COREDNS, withTemplate('1'));
    expect(await replicas(test)).toEqual({ 'coredns-558bd4d5db': 0 });
    test.clock.advance(2000);
    expect(Object.values(await replicas(test))).toEqual([0, 4]);
  });

  it('does not roll while it is paused', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(COREDNS, { spec: { paused: true } });
    await test.mergePatch(COREDNS, withTemplate('1'));
    expect(await replicas(test)).toEqual({ 'coredns-558bd4d5db': 4 });
  });

  it('keeps no more old ReplicaSets than it may', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(COREDNS, { spec: { revisionHistoryLimit: 1 } });
    for (const round of ['1', '2', '3']) {
      await test.mergePatch(COREDNS, withTemplate(round));
      test.clock.advance(30_000);
    }
    expect(Object.values(await replicas(test)).toSorted()).toEqual([0, 4]);
  });
});
