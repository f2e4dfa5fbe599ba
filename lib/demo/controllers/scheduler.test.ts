import { describe, expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/default/pods';

function pod(name: string, spec: object = {}) {
  return { metadata: { name }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } };
}

describe('the scheduler', () => {
  it('binds a pod to a node that may take it, and says so', async () => {
    await using test = await startTestCluster();
    await test.send('POST', PODS, pod('p', { nodeSelector: { 'kubernetes.io/hostname': 'kind-worker2' } }));
    const { body } = await test.send('GET', `${PODS}/p`);
    expect(record(body['spec'])['nodeName']).toBe('kind-worker2');
    const [event] = await test.items('/api/v1/namespaces/default/events?fieldSelector=reason=Scheduled');
    expect(event?.['message']).toBe('Successfully assigned default/p to kind-worker2');
  });

  it('leaves a pod pending that fits nowhere, with the reason, until a node takes it', async () => {
    await using test = await startTestCluster();
    await test.send('POST', PODS, pod('p', { nodeSelector: { disk: 'fast' } }));
    const waiting = await test.send('GET', `${PODS}/p`);
    const condition = record(list(record(waiting.body['status'])['conditions'])[0]);
    expect(condition).toMatchObject({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' });
    expect(condition['message']).toMatch(/^0\/4 nodes are available: /);
    await test.mergePatch('/api/v1/nodes/kind-worker', { metadata: { labels: { disk: 'fast' } } });
    const bound = await test.send('GET', `${PODS}/p`);
    expect(record(bound.body['spec'])['nodeName']).toBe('kind-worker');
  });

  it('puts nothing on a cordoned node', async () => {
    await using test = await startTestCluster();
    for (const node of ['kind-worker', 'kind-worker3']) {
      await test.mergePatch(`/api/v1/nodes/${node}`, { spec: { unschedulable: true } });
    }
    for (const name of ['p', 'q', 'r']) await test.send('POST', PODS, pod(name));
    const nodes = (await test.items(PODS)).map((item) => record(item['spec'])['nodeName']);
    expect(nodes).toEqual(['kind-worker2', 'kind-worker2', 'kind-worker2']);
  });
});
