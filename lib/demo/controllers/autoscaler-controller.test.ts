import { describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { type Json, record } from '#lib/to-model/json.ts';

const AUTOSCALERS = '/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers';
const DEPLOYMENT = '/apis/apps/v1/namespaces/shop/deployments/web';

async function replicas(test: TestCluster): Promise<unknown> {
  return record((await test.send('GET', DEPLOYMENT)).body['spec'])['replicas'];
}

async function status(test: TestCluster): Promise<Json> {
  return record((await test.send('GET', `${AUTOSCALERS}/web`)).body['status']);
}

const scaleTo = (test: TestCluster, count: number) =>
  test.mergePatch(`${DEPLOYMENT}/scale`, { spec: { replicas: count } });

describe('a HorizontalPodAutoscaler', () => {
  it('asks for what there is within its range', async () => {
    await using test = await startTestCluster({ world: 'autoscaled' });
    expect(await status(test)).toEqual({ currentReplicas: 6, desiredReplicas: 6 });
    await scaleTo(test, 5);
    expect(await replicas(test)).toBe(5);
    expect(await status(test)).toEqual({ currentReplicas: 5, desiredReplicas: 5 });
  });

  it.each([
    { to: 2, kept: 3, says: 'New size: 3; reason: Current number of replicas below Spec.MinReplicas' },
    { to: 12, kept: 9, says: 'New size: 9; reason: Current number of replicas above Spec.MaxReplicas' },
  ])('brings $to replicas back to $kept, and says so in an Event', async ({ to, kept, says }) => {
    await using test = await startTestCluster({ world: 'autoscaled' });
    await scaleTo(test, to);
    expect(await replicas(test)).toBe(kept);
    expect(await status(test)).toMatchObject({ currentReplicas: kept, desiredReplicas: kept });
    const messages = (await test.items('/api/v1/namespaces/shop/events')).map((event) => event['message']);
    expect(messages).toContain(says);
  });

  it('follows its range when that is moved', async () => {
    await using test = await startTestCluster({ world: 'autoscaled' });
    await test.mergePatch(`${AUTOSCALERS}/web`, { spec: { minReplicas: 12, maxReplicas: 16 } });
    expect(await replicas(test)).toBe(12);
  });

  it('leaves alone what was scaled to nothing by hand, and what it does not name', async () => {
    await using test = await startTestCluster({ world: 'autoscaled' });
    await scaleTo(test, 0);
    expect(await replicas(test)).toBe(0);
    await test.mergePatch(`${AUTOSCALERS}/web`, { spec: { scaleTargetRef: { name: 'other' } } });
    await scaleTo(test, 20);
    expect(await replicas(test)).toBe(20);
  });
});
