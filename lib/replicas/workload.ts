import { valueAt } from '#lib/model/object-meta.ts';
import type { LabelSelector, OwnerReference, Pod } from '#lib/model/pod.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';

/** Why a Service's pods cannot be scaled by one number. */
export const NOT_SCALABLE_REASONS = [
  'no-pods',
  'bare-pods',
  'one-per-node',
  'several-workloads',
  'rollout-in-progress',
  'runs-to-completion',
  'unknown-owner',
] as const;
export type NotScalableReason = (typeof NOT_SCALABLE_REASONS)[number];

/** Something whose number of replicas a person sets. */
export interface ScalableWorkload {
  readonly kind: 'Deployment' | 'ReplicaSet' | 'ReplicationController' | 'StatefulSet';
  readonly name: string;
  readonly namespace: string;
  /** What owns the pods: the same object, or of a Deployment its ReplicaSet in use. */
  readonly owner: OwnerReference;
  /** The owner's pods, inactive ones too. */
  readonly pods: readonly Pod[];
  /** The pods of the Deployment's other ReplicaSets; none of them is active. */
  readonly relatedPods: readonly Pod[];
  /** Active pods now. */
  readonly replicas: number;
}

/** Pods that no single number scales. */
export interface FixedWorkload {
  readonly kind: 'none' | 'bare' | 'DaemonSet' | 'several' | 'rollout' | 'Job' | 'other';
  readonly reason: NotScalableReason;
  /** `Kind/name` of each owner, sorted; bare pods by name. */
  readonly owners: readonly string[];
}

export type Workload = ScalableWorkload | FixedWorkload;

const SCALED_KINDS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'] as const;
type ScaledKind = (typeof SCALED_KINDS)[number];
const FIXED_KINDS: ReadonlyMap<string, Pick<FixedWorkload, 'kind' | 'reason'>> = new Map([
  ['DaemonSet', { kind: 'DaemonSet', reason: 'one-per-node' }],
  ['Job', { kind: 'Job', reason: 'runs-to-completion' }],
]);

/** One workload and its pods. */
interface Group {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly pods: readonly Pod[];
}

const workloadByPods = new WeakMap<readonly Pod[], Workload>();

/**
 * Tells who scales the pods of a Service, from their owner references alone. A ReplicaSet named after its pods'
 * pod-template-hash belongs to a Deployment. Pods that are going or done count only when there are no others.
 * Remembered for as long as the very list lives: each step of a what-if asks for the same pods.
 */
export function workloadOf(pods: readonly Pod[]): Workload {
  const workload = workloadByPods.get(pods) ?? readWorkload(pods);
  workloadByPods.set(pods, workload);
  return workload;
}

function readWorkload(pods: readonly Pod[]): Workload {
  const active = pods.filter(isPodActive);
  const deciding = active.length > 0 ? active : pods;
  const bare = deciding.filter(({ owner }) => owner === undefined);
  const groups = groupsOf(deciding);
  const owners = [...groups.map(({ kind, name }) => `${kind}/${name}`), ...bare.map(({ name }) => name)].sort();
  const [group] = groups;
  if (deciding.length === 0) return { kind: 'none', reason: 'no-pods', owners };
  if (group === undefined) return { kind: 'bare', reason: 'bare-pods', owners };
  if (groups.length > 1 || bare.length > 0) return { kind: 'several', reason: 'several-workloads', owners };
  if (!isScaledKind(group.kind)) return { ...(FIXED_KINDS.get(group.kind) ?? UNKNOWN_OWNER), owners };
  return scalable(group.kind, group, pods) ?? { kind: 'rollout', reason: 'rollout-in-progress', owners };
}

/** True for a workload that a replica slider can move. */
export function isScalable(workload: Workload): workload is ScalableWorkload {
  return 'replicas' in workload;
}

/**
 * What is known of the selector of a pod's ReplicaSet without reading it: its pod-template-hash. Undefined where the
 * owner is no ReplicaSet or no Deployment made it.
 */
export function replicaSetSelectorOf(pod: Pod): LabelSelector | undefined {
  const hash = valueAt(pod.labels, POD_TEMPLATE_HASH_LABEL);
  if (pod.owner?.kind !== 'ReplicaSet' || hash === undefined) return undefined;
  return { matchLabels: { [POD_TEMPLATE_HASH_LABEL]: hash }, matchExpressions: [] };
}

const UNKNOWN_OWNER = { kind: 'other', reason: 'unknown-owner' } as const;

function isScaledKind(kind: string): kind is ScaledKind {
  return SCALED_KINDS.some((scaled) => scaled === kind);
}

function groupsOf(pods: readonly Pod[]): readonly Group[] {
  const podsByKey = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (pod.owner === undefined) continue;
    const { kind, name } = scalerOf(pod, pod.owner);
    const key = `${pod.namespace}/${kind}/${name}`;
    const members = podsByKey.get(key);
    if (members === undefined) podsByKey.set(key, [pod]);
    else members.push(pod);
  }
  return [...podsByKey].map(([key, members]) => {
    const [namespace = '', kind = '', name = ''] = key.split('/');
    return { namespace, kind, name, pods: members };
  });
}

function scalerOf(pod: Pod, owner: OwnerReference): { readonly kind: string; readonly name: string } {
  const suffix = `-${valueAt(pod.labels, POD_TEMPLATE_HASH_LABEL)}`;
  if (owner.kind !== 'ReplicaSet' || !owner.name.endsWith(suffix)) return owner;
  return { kind: 'Deployment', name: owner.name.slice(0, -suffix.length) };
}

/** Undefined when two ReplicaSets of a Deployment have active pods: it shares a change out among them. */
function scalable(kind: ScaledKind, group: Group, all: readonly Pod[]): ScalableWorkload | undefined {
  const owner = group.pods[0]?.owner;
  if (owner === undefined || group.pods.some((pod) => pod.owner?.uid !== owner.uid)) return undefined;
  const ofGroup = all.filter((pod) => {
    const scaler = pod.owner && scalerOf(pod, pod.owner);
    return pod.namespace === group.namespace && scaler?.kind === group.kind && scaler.name === group.name;
  });
  const pods = ofGroup.filter((pod) => pod.owner?.uid === owner.uid);
  return {
    kind,
    name: group.name,
    namespace: group.namespace,
    owner,
    pods,
    relatedPods: ofGroup.filter((pod) => pod.owner?.uid !== owner.uid),
    replicas: pods.filter(isPodActive).length,
  };
}
