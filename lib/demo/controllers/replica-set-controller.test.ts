import { describe, expect, it } from 'vitest';
import { nameOf, startTestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/kube-system/pods';
const SCALE = '/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale';
const COST = 'controller.kubernetes.io/pod-deletion-cost';

describe('a ReplicaSet', () => {
  it('replaces a pod as soon as that is marked for deletion', async () => {
    await using test = await startTestCluster();
    await test.send('DELETE', `${PODS}/coredns-558bd4d5db-hfbmj`);
    expect((await test.items(PODS)).length).toBe(5);
    test.clock.advance(2000);
    const names = (await test.items(PODS)).map(nameOf);
    expect(names).toHaveLength(4);
    expect(names).not.toContain('coredns-558bd4d5db-hfbmj');
  });

  it.each([
    ['1.21.10', 'coredns-558bd4d5db-pxphb'],
    ['1.31.0', 'coredns-558bd4d5db-hfbmj'],
  ])('lets the pod of the lowest deletion cost go where the version knows it: %s', async (text, victim) => {
    await using test = await startTestCluster({ version: version(text) });
    await test.mergePatch(`${PODS}/coredns-558bd4d5db-hfbmj`, { metadata: { annotations: { [COST]: '-10' } } });
    await test.mergePatch(SCALE, { spec: { replicas: 3 } });
    const leaving = (await test.items(PODS)).filter((pod) => 'deletionTimestamp' in record(pod['metadata']));
    expect(leaving.map(nameOf)).toEqual([victim]);
  });

  it('counts its pods in its status and tells of each in an Event', async () => {
    await using test = await startTestCluster();
    await test.mergePatch(SCALE, { spec: { replicas: 6 } });
    const path = '/apis/apps/v1/namespaces/kube-system/replicasets/coredns-558bd4d5db';
    const status = async () => record((await test.send('GET', path)).body['status']);
    expect(await status()).toMatchObject({ replicas: 6, readyReplicas: 4 });
    test.clock.advance(2000);
    expect(await status()).toMatchObject({ replicas: 6, readyReplicas: 6, availableReplicas: 6 });
    const events = await test.items('/api/v1/namespaces/kube-system/events?fieldSelector=reason=SuccessfulCreate');
    expect(events).toHaveLength(2);
  });
});
