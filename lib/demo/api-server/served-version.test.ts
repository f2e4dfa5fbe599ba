import { describe, expect, it } from 'vitest';
import { AUTOSCALERS } from '#lib/demo/api-server/resources.ts';
import { asServed, asStored, cpuMetric } from '#lib/demo/api-server/served-version.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { record } from '#lib/to-model/json.ts';

const V1 = { resource: AUTOSCALERS, version: 'v1' };
const V2 = { resource: AUTOSCALERS, version: 'v2' };
const MEMORY = {
  type: 'Resource',
  resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } },
};
const STORED = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { minReplicas: 3, maxReplicas: 9, metrics: [MEMORY, cpuMetric(50)], behavior: {} },
  status: { currentReplicas: 4, conditions: [] },
};

describe('a HorizontalPodAutoscaler in its two versions', () => {
  it('is itself in the one that is stored', () => {
    expect(asServed(V2, STORED)).toBe(STORED);
    expect(asStored(V2, STORED)).toBe(STORED);
  });

  it('shows of its metrics the CPU in autoscaling/v1, and is stored with it', () => {
    const served = asServed(V1, STORED);
    expect(served).toEqual({
      ...STORED,
      apiVersion: 'autoscaling/v1',
      spec: { minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 50 },
      status: { currentReplicas: 4 },
    });
    expect(asStored(V1, served)).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { minReplicas: 3, maxReplicas: 9, metrics: [cpuMetric(50)] },
    });
  });

  it('is listed, changed and watched under both paths, and of neither version that there is not', async () => {
    await using test = await startTestCluster({ world: 'autoscaled' });
    const path = (version: string) => `/apis/autoscaling/${version}/namespaces/shop/horizontalpodautoscalers`;
    const list = await test.send('GET', path('v1'));
    expect(list.body).toMatchObject({ kind: 'HorizontalPodAutoscalerList', apiVersion: 'autoscaling/v1' });
    const changed = await test.mergePatch(`${path('v1')}/web`, { spec: { targetCPUUtilizationPercentage: 65 } });
    expect(changed.body).toMatchObject({ apiVersion: 'autoscaling/v1', spec: { targetCPUUtilizationPercentage: 65 } });
    const { body } = await test.send('GET', `${path('v2')}/web`);
    expect(body['apiVersion']).toBe('autoscaling/v2');
    expect(record(body['spec'])['metrics']).toEqual([cpuMetric(65)]);
    expect((await test.send('GET', path('v2beta2'))).code).toBe(404);
  });
});
