import type { SchedulerRules } from '#lib/kube-version/scheduler-rules.ts';
import type { Node } from '#lib/model/node.ts';
import type { LabelSelector, Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/** Why a node is not feasible, by key, in the words of the scheduler's own FailedScheduling event. */
export const REJECT_REASONS = {
  unschedulable: 'node(s) were unschedulable',
  'untolerated-taint': 'node(s) had untolerated taint(s)',
  'node-affinity': "node(s) didn't match Pod's node affinity/selector",
  'host-port': "node(s) didn't have free ports for the requested pod ports",
  'too-many-pods': 'Too many pods',
  'insufficient-cpu': 'Insufficient cpu',
  'insufficient-memory': 'Insufficient memory',
  'topology-key-missing': "node(s) didn't match pod topology spread constraints (missing required label)",
  'topology-spread': "node(s) didn't match pod topology spread constraints",
  'pod-affinity': "node(s) didn't match pod affinity rules",
  'pod-anti-affinity': "node(s) didn't match pod anti-affinity rules",
  'existing-pod-anti-affinity': "node(s) didn't satisfy existing pods anti-affinity rules",
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;

/** The plugins of the default profile that say something about what Zonescope reads, in the order in which they run. */
export const PLUGIN_NAMES = [
  'NodeUnschedulable',
  'TaintToleration',
  'NodeAffinity',
  'NodePorts',
  'NodeResourcesFit',
  'PodTopologySpread',
  'InterPodAffinity',
  'NodeResourcesBalancedAllocation',
  'ImageLocality',
] as const;
export type PluginName = (typeof PLUGIN_NAMES)[number];

/** What the scheduler looks at for one pod. Nodes are known by their place in `nodes`, which is the list order. */
export interface SchedulingContext {
  readonly pod: Pod;
  readonly nodes: readonly Node[];
  /** The same nodes in the order in which they joined. */
  readonly nodesByArrival: readonly Node[];
  /** The pods that count on each node: bound to it and not terminal; terminating ones included. */
  readonly podsByNode: readonly (readonly Pod[])[];
  readonly services: readonly Service[];
  /** The selector of the pod's ReplicaSet; absent when nothing owns it. */
  readonly replicaSetSelector?: LabelSelector;
  readonly rules: SchedulerRules;
}

/** One plugin's knowledge of one moment. It never changes: a placement leads to another one. */
export interface SchedulerPlugin {
  readonly name: PluginName;
  readonly weight: number;
  /** Why the pod may not go to this node. */
  readonly filter?: (node: number) => RejectReason | undefined;
  /** True when a placement changes what `filter` says of its own node alone. */
  readonly filtersByNode?: boolean;
  /** 0 to 100 for each feasible node, in their order; undefined when the plugin is skipped. */
  readonly scores?: (feasible: readonly number[]) => readonly number[] | undefined;
  /** The plugin once a copy of the pod is on that node; absent when that changes nothing for it. */
  readonly after?: (node: number) => SchedulerPlugin;
}

/** Each feasible node's own number. Places ascend, so that as many as there are nodes are all of them. */
export function ofFeasible(numbers: readonly number[], feasible: readonly number[]): readonly number[] {
  return feasible.length === numbers.length ? numbers : feasible.map((node) => numbers[node] ?? 0);
}

/** 100 for the best; integers, cut off like Go's. */
export const MAX_SCORE = 100;

/** Each score as its share of the largest; all 0 where the largest is 0 (`DefaultNormalizeScore`). */
export function normalised(raw: readonly number[]): readonly number[] {
  const largest = raw.reduce((left, right) => Math.max(left, right), 0);
  return largest === 0 ? raw : raw.map((score) => Math.floor((MAX_SCORE * score) / largest));
}
