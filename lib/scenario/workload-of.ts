import { valueAt } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Text } from '#lib/model/text.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';

/** What the replica slider moves, and the pods that are its own. */
export interface Workload {
  readonly kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet';
  readonly name: string;
  /** Active pods now. */
  readonly replicas: number;
  /** The name that its pods' names begin with. */
  readonly podPrefix: string;
  readonly pods: readonly Pod[];
}

/** Why there is no slider, as a text. */
export interface NoWorkload {
  readonly why: Text;
}

/**
 * The one workload behind a Service's pods, told from their owners: a ReplicaSet whose name ends in the pods' template
 * hash belongs to the Deployment of that name. Several workloads, or one that has no replica count, have no slider.
 */
export function workloadOf(pods: readonly Pod[]): Workload | NoWorkload {
  const active = pods.filter(isPodActive);
  const [first] = active;
  if (first === undefined) return { why: { key: 'no-slider.no-pods', values: {} } };
  const owners = new Map(active.map((pod) => [pod.owner?.uid ?? '', pod.owner]));
  const { owner } = first;
  if (active.some((pod) => pod.owner === undefined) || owner === undefined) {
    return {
      why: { key: 'no-slider.bare-pods', values: { pod: active.find((pod) => !pod.owner)?.name ?? first.name } },
    };
  }
  if (owners.size > 1) return several(active, owners.size);
  const own = { replicas: active.length, podPrefix: owner.name, pods: active };
  if (owner.kind === 'StatefulSet') return { kind: 'StatefulSet', name: owner.name, ...own };
  if (owner.kind !== 'ReplicaSet')
    return { why: { key: 'no-slider.kind', values: { kind: owner.kind, name: owner.name } } };
  const deployment = deploymentOf(first);
  return deployment === undefined
    ? { kind: 'ReplicaSet', name: owner.name, ...own }
    : { kind: 'Deployment', name: deployment, ...own };
}

function several(pods: readonly Pod[], workloads: number): NoWorkload {
  const deployments = new Set(pods.map((pod) => deploymentOf(pod)));
  const [deployment] = deployments;
  return deployments.size === 1 && deployment !== undefined
    ? { why: { key: 'no-slider.rollout', values: { name: deployment } } }
    : { why: { key: 'no-slider.several', values: { workloads } } };
}

function deploymentOf(pod: Pod): string | undefined {
  const suffix = `-${valueAt(pod.labels, POD_TEMPLATE_HASH_LABEL) ?? ' '}`;
  return pod.owner?.kind === 'ReplicaSet' && pod.owner.name.endsWith(suffix)
    ? pod.owner.name.slice(0, -suffix.length)
    : undefined;
}
