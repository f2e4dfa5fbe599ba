import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { FieldError } from '#lib/demo/api-server/status-error.ts';
import { invalidValue, requiredValue } from '#lib/demo/api-server/validate-metadata.ts';
import { record, text } from '#lib/to-model/json.ts';

/** The invalid fields of a HorizontalPodAutoscaler (pkg/apis/autoscaling/validation), HPAScaleToZero being off. */
export function validateAutoscaler(autoscaler: KubeObject): readonly FieldError[] {
  const spec = record(autoscaler['spec']);
  const target = record(spec['scaleTargetRef']);
  const min = Number(spec['minReplicas']);
  const max = Number(spec['maxReplicas'] ?? 0);
  return [
    ...(min < 1 ? [invalidValue('spec.minReplicas', min, 'must be greater than or equal to 1')] : []),
    ...(max < 1 ? [invalidValue('spec.maxReplicas', max, 'must be greater than 0')] : []),
    ...(max < min ? [invalidValue('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`')] : []),
    ...(text(target['kind']) === '' ? [requiredValue('spec.scaleTargetRef.kind')] : []),
    ...(text(target['name']) === '' ? [requiredValue('spec.scaleTargetRef.name')] : []),
  ];
}
