import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { ServiceMode } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION } from '#lib/model/well-known.ts';

/**
 * The Service as it would be if it asked for this mode and nothing else: the annotation key that the version reads last
 * (the newest name), or the field. Whether the version grants it is not decided here.
 */
export function withMode(service: Service, mode: ServiceMode, rules: ControllerRules): Service {
  const { trafficDistribution: _, ...rest } = service;
  const plain: Service = { ...rest, annotations: {}, internalTrafficPolicy: 'Cluster' };
  switch (mode) {
    case 'off':
      return plain;
    case 'Auto':
      return { ...plain, annotations: { [autoAnnotation(rules)]: 'Auto' } };
    case 'Local':
      return { ...plain, internalTrafficPolicy: 'Local' };
    default:
      return { ...plain, trafficDistribution: mode };
  }
}

/** The annotation key to opt in with: the newest that this version reads. */
export function autoAnnotation(rules: ControllerRules): string {
  return rules.annotationKeys.at(-1) ?? TOPOLOGY_AWARE_HINTS_ANNOTATION;
}
