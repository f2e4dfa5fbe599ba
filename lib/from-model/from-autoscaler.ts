import { fromObjectMeta } from '#lib/from-model/from-object-meta.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

/** An autoscaling/v1 HorizontalPodAutoscaler with what is kept of it. */
export function fromAutoscaler(autoscaler: HorizontalPodAutoscaler): Json {
  const { target, minReplicas, maxReplicas, currentReplicas, desiredReplicas } = autoscaler;
  const { group, kind, name } = target;
  const status = defined({ currentReplicas, desiredReplicas });
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: fromObjectMeta(autoscaler),
    spec: {
      scaleTargetRef: { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind, name },
      minReplicas,
      maxReplicas,
    },
    ...(Object.keys(status).length > 0 && { status }),
  };
}
