import type { SchedulerRules } from '#lib/kube-version/scheduler-rules.ts';
import type { Node } from '#lib/model/node.ts';
import { type StringByKey, valueAt } from '#lib/model/object-meta.ts';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  isEmptySelector,
  matcherOf,
  matchesLabels,
  matchesSelector,
  withLabels,
} from '#lib/replicas/scheduler/label-selector.ts';
import type { SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import { matchesRequiredNodeAffinity } from '#lib/replicas/scheduler/required-node-affinity.ts';
import { keepsPodsAway, toleratesAll } from '#lib/replicas/scheduler/toleration.ts';

/** One constraint of a pod, ready to be counted. */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: LabelSelector | undefined;
  /** The pod matches its own selector, so that each further replica counts. */
  readonly selectsItself: boolean;
  /** By place of the node: do its pods count (the inclusion policies)? */
  readonly includes: readonly boolean[];
}

/** The constraints that hold for a pod when nodes are scored; `isDefault` means the scheduler's own. */
export interface SoftConstraints {
  readonly constraints: readonly SpreadConstraint[];
  readonly isDefault: boolean;
}

const NO_LABELS: StringByKey = Object.freeze({});
const DEFAULTS = [
  { topologyKey: HOSTNAME_LABEL, maxSkew: 3 },
  { topologyKey: ZONE_LABEL, maxSkew: 5 },
].map((constraint) => ({ ...constraint, whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: [] }));

export function hardConstraintsOf(context: SchedulingContext): readonly SpreadConstraint[] {
  return context.pod.topologySpreadConstraints
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule')
    .map((constraint) => toSpreadConstraint(constraint, context));
}

/** A pod with any constraint of its own, soft or hard, gets no default ones (`initPreScoreState`). */
export function softConstraintsOf(context: SchedulingContext): SoftConstraints {
  const own = context.pod.topologySpreadConstraints;
  const selector = own.length === 0 ? defaultSelectorOf(context) : undefined;
  const defaults =
    selector === undefined ? [] : DEFAULTS.map((constraint) => ({ ...constraint, labelSelector: selector }));
  const soft =
    own.length > 0 ? own.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway') : defaults;
  return {
    constraints: soft.map((constraint) => toSpreadConstraint(constraint, context)),
    isDefault: own.length === 0,
  };
}

/** Pods of the namespace that match and are not being deleted; an empty selector counts none (`countPodsMatchSelector`). */
export function countsIn({ selector }: SpreadConstraint, { pod }: SchedulingContext): (candidate: Pod) => boolean {
  if (selector === undefined || isEmptySelector(selector)) return () => false;
  const matches = matcherOf(selector);
  return (candidate) =>
    candidate.deletionTime === undefined && candidate.namespace === pod.namespace && matches(candidate.labels);
}

/** True when one more replica of the pod counts for the constraint. */
export function countsItself({ selector, selectsItself }: SpreadConstraint): boolean {
  return selectsItself && selector !== undefined && !isEmptySelector(selector);
}

/** True when the node has every one of the keys (`nodeLabelsMatchSpreadConstraints`). */
export function hasAllKeys(node: Node, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => valueAt(node.labels, topologyKey) !== undefined);
}

function toSpreadConstraint(
  constraint: TopologySpreadConstraint,
  { pod, nodes, rules }: SchedulingContext,
): SpreadConstraint {
  const selector = selectorOf(constraint, pod, rules);
  const honorsAffinity = !rules.readsInclusionPolicies || constraint.nodeAffinityPolicy !== 'Ignore';
  const honorsTaints = rules.readsInclusionPolicies && constraint.nodeTaintsPolicy === 'Honor';
  return {
    topologyKey: constraint.topologyKey,
    maxSkew: constraint.maxSkew,
    minDomains: rules.readsMinDomains ? (constraint.minDomains ?? 1) : 1,
    selector,
    selectsItself: matchesSelector(selector, pod.labels),
    includes: nodes.map(
      (node) =>
        (!honorsAffinity || matchesRequiredNodeAffinity(pod, node)) &&
        (!honorsTaints || toleratesAll(pod.tolerations, node.taints.filter(keepsPodsAway))),
    ),
  };
}

/** `matchLabelKeys` narrow the selector to pods with the same values as the pod's own. */
function selectorOf(constraint: TopologySpreadConstraint, pod: Pod, rules: SchedulerRules): LabelSelector | undefined {
  const { labelSelector, matchLabelKeys } = constraint;
  if (labelSelector === undefined || !rules.readsMatchLabelKeys) return labelSelector;
  const own = matchLabelKeys.filter((key) => valueAt(pod.labels, key) !== undefined);
  if (own.length === 0) return labelSelector;
  return withLabels(labelSelector, Object.fromEntries(own.map((key) => [key, valueAt(pod.labels, key) ?? ''])));
}

/**
 * The selectors of all Services that select the pod and of its ReplicaSet, merged (`helper.DefaultSelector`);
 * undefined when nothing selects it.
 */
function defaultSelectorOf({ pod, services, replicaSetSelector }: SchedulingContext): LabelSelector | undefined {
  const selectors = services
    .filter(({ namespace }) => namespace === pod.namespace)
    .map(({ selector }) => selector ?? NO_LABELS)
    .filter((selector) => matchesLabels(selector, pod.labels));
  const matchLabels: StringByKey = Object.assign({}, ...selectors);
  const owner = replicaSetSelector ?? { matchLabels: NO_LABELS, matchExpressions: [] };
  const merged = withLabels({ matchLabels, matchExpressions: owner.matchExpressions }, owner.matchLabels);
  return isEmptySelector(merged) ? undefined : merged;
}
