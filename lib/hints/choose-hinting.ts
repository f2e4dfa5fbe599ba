import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import type { ControllerRules, TrafficDistributionRule } from '#lib/kube-version/controller-rules.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import type { Service } from '#lib/model/service.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

/** What on the Service decides: an annotation, or the field `spec.trafficDistribution`. */
export interface DecidedBy {
  readonly kind: 'annotation' | 'field';
  readonly key: string;
  readonly value: string;
}

/** Which of the two ways to give hints applies to a Service, or none and why. */
export type Hinting =
  | { readonly kind: 'auto'; readonly decidedBy: DecidedBy }
  | { readonly kind: 'traffic-distribution'; readonly trafficDistribution: string; readonly decidedBy: DecidedBy }
  | { readonly kind: 'none'; readonly decidedBy?: DecidedBy; readonly decision: HintDecision };

export const TRAFFIC_DISTRIBUTION_FIELD = 'spec.trafficDistribution';
const KNOWN_KEYS = [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION];

/**
 * Auto, trafficDistribution, or none (k8s.io/endpointslice hintsEnabled, Reconciler.reconcileByAddressType).
 * - The first annotation key present decides alone, whatever its value; the one behind it is not read.
 * - An enabling annotation always wins over trafficDistribution, even where the gate TopologyAwareHints is off:
 *   then neither applies.
 * - Without one, a value of trafficDistribution that this controller accepts applies.
 */
export function chooseHinting(service: Service, rules: ControllerRules): Hinting {
  const annotation = decidingAnnotation(service, rules);
  if (annotation !== undefined && rules.annotationValues.includes(annotation.value)) {
    if (rules.hasTopologyCache) return { kind: 'auto', decidedBy: annotation };
    const values = { key: annotation.key, value: annotation.value, gate: 'TopologyAwareHints' };
    return { kind: 'none', decidedBy: annotation, decision: { reason: 'hints-gate-off', values } };
  }
  const value = service.trafficDistribution;
  if (value !== undefined) {
    const decidedBy: DecidedBy = { kind: 'field', key: TRAFFIC_DISTRIBUTION_FIELD, value };
    const known = rules.trafficDistributions.find((rule) => rule.value === value);
    if (known?.accepted) {
      return { kind: 'traffic-distribution', trafficDistribution: value, decidedBy };
    }
    return { kind: 'none', decidedBy, decision: refusedTrafficDistribution(value, known) };
  }
  if (annotation === undefined) return { kind: 'none', decision: notOptedIn(service) };
  return { kind: 'none', decidedBy: annotation, decision: notEnabling(service, annotation, rules) };
}

function decidingAnnotation(service: Service, rules: ControllerRules): DecidedBy | undefined {
  for (const key of rules.annotationKeys) {
    const value = valueAt(service.annotations, key);
    if (value !== undefined) return { kind: 'annotation', key, value };
  }
  return undefined;
}

function refusedTrafficDistribution(value: string, known: TrafficDistributionRule | undefined): HintDecision {
  return known === undefined
    ? { reason: 'traffic-distribution-not-supported', values: { value } }
    : { reason: 'traffic-distribution-gate-off', values: { value, gate: known.gate } };
}

function notOptedIn(service: Service): HintDecision {
  const unread = KNOWN_KEYS.find((key) => valueAt(service.annotations, key) !== undefined);
  if (unread === undefined) return { reason: 'not-opted-in', values: {} };
  return { reason: 'annotation-key-not-read', values: { key: unread } };
}

function notEnabling(service: Service, annotation: DecidedBy, rules: ControllerRules): HintDecision {
  const { key, value } = annotation;
  const shadowed = rules.annotationKeys.find(
    (other) => other !== key && rules.annotationValues.includes(valueAt(service.annotations, other) ?? ''),
  );
  if (shadowed === undefined) return { reason: 'annotation-value-not-enabling', values: { key, value } };
  const shadowedValue = valueAt(service.annotations, shadowed) ?? '';
  return { reason: 'annotation-shadowed', values: { key, value, shadowed, shadowedValue } };
}
