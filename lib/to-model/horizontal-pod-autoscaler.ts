import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { defined, type Json, optionalNumber, record, text } from '#lib/to-model/json.ts';
import { toObjectMeta } from '#lib/to-model/object-meta.ts';

/** `minReplicas` where none is given (pkg/apis/autoscaling/v1 SetDefaults_HorizontalPodAutoscaler). */
const DEFAULT_LEAST = 1;

/** Of any version of the group `autoscaling`: what is kept has had the same names in all of them. */
export function toHorizontalPodAutoscaler(object: Json): HorizontalPodAutoscaler | undefined {
  const meta = toObjectMeta(object);
  if (meta === undefined) return undefined;
  const spec = record(object['spec']);
  const status = record(object['status']);
  const target = record(spec['scaleTargetRef']);
  const minReplicas = optionalNumber(spec['minReplicas']) ?? DEFAULT_LEAST;
  return {
    kind: 'HorizontalPodAutoscaler',
    ...meta,
    target: { group: groupOf(text(target['apiVersion'])), kind: text(target['kind']), name: text(target['name']) },
    minReplicas,
    maxReplicas: optionalNumber(spec['maxReplicas']) ?? minReplicas,
    ...defined({
      currentReplicas: optionalNumber(status['currentReplicas']),
      desiredReplicas: optionalNumber(status['desiredReplicas']),
    }),
  };
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.lastIndexOf('/')));
}
