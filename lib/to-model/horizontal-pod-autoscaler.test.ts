import { describe, expect, it } from 'vitest';
import { toHorizontalPodAutoscaler } from '#lib/to-model/horizontal-pod-autoscaler.ts';

const metadata = { name: 'web', namespace: 'shop', uid: 'u-1', managedFields: [{}], annotations: { secret: 'x' } };

describe('toHorizontalPodAutoscaler', () => {
  it('keeps the range, the target and where the replicas stand, and drops the metrics', () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [{ type: 'External', external: { metric: { name: 'queue' } } }],
    };
    const status = { currentReplicas: 4, desiredReplicas: 5, conditions: [{ message: 'why' }], currentMetrics: [] };
    expect(toHorizontalPodAutoscaler({ metadata, spec, status })).toEqual({
      kind: 'HorizontalPodAutoscaler',
      name: 'web',
      namespace: 'shop',
      uid: 'u-1',
      target: { group: 'apps', kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 9,
      currentReplicas: 4,
      desiredReplicas: 5,
    });
  });

  it.each([
    { name: 'no minimum is one', spec: { maxReplicas: 4 }, want: { minReplicas: 1, maxReplicas: 4 } },
    { name: 'a minimum of none stays', spec: { minReplicas: 0, maxReplicas: 4 }, want: { minReplicas: 0 } },
    { name: 'no maximum is the minimum', spec: { minReplicas: 2 }, want: { minReplicas: 2, maxReplicas: 2 } },
    { name: 'numbers that are none are absent', spec: { maxReplicas: '4' }, want: { maxReplicas: 1 } },
    {
      name: 'the core group has no name',
      spec: { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'web' } },
      want: { target: { group: '', kind: 'ReplicationController', name: 'web' } },
    },
    { name: 'no target is nobody’s', spec: {}, want: { target: { group: '', kind: '', name: '' } } },
  ])('$name', ({ spec, want }) => {
    const found = toHorizontalPodAutoscaler({ metadata, spec });
    expect(found).toMatchObject(want);
    expect(found).not.toHaveProperty('desiredReplicas');
  });

  it('is none without a name', () => {
    expect(toHorizontalPodAutoscaler({ metadata: {}, spec: {} })).toBeUndefined();
  });
});
