import type { ReplicaRules } from '#lib/kube-version/replica-rules.ts';
import type { SchedulerRules } from '#lib/kube-version/scheduler-rules.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { type DeletionOrder, deletionOrder, type ScaleDown } from '#lib/replicas/deletion-order.ts';
import type { Moment } from '#lib/replicas/deletion-rank.ts';
import { type ManyPlacements, type PlacementStep, placeMany } from '#lib/replicas/place-many.ts';
import { type PredictedPod, predictedPod } from '#lib/replicas/predicted-pod.ts';
import { ordinalOf, statefulScaleDown, withOrdinalLabels } from '#lib/replicas/stateful-set.ts';
import { replicaSetSelectorOf, type ScalableWorkload } from '#lib/replicas/workload.ts';

export interface ScaledPodsInput extends Moment {
  readonly workload: ScalableWorkload;
  /** All pods that are known; those of the workload among them. */
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly replicaRules: ReplicaRules;
  readonly schedulerRules: SchedulerRules;
  /** What becomes of a victim: it leaves its containers' grace period behind, or has only just been told to go. */
  readonly victims?: 'gone' | 'terminating';
  readonly knowsAllPods?: boolean;
  readonly searchBudget?: number;
}

/** The pods of a cluster after one workload was scaled. */
export interface ScaledPods {
  readonly pods: readonly Pod[];
  /** Present when replicas went. */
  readonly removed?: ScaleDown;
  /** Present when replicas came. */
  readonly added?: ManyPlacements;
  readonly predicted: readonly PredictedPod[];
}

/** Every scaling of one workload at one moment: ranked and placed once, asked for any number of replicas. */
export interface Scaling {
  readonly workload: ScalableWorkload;
  readonly at: (replicas: number) => ScaledPods;
  /** The active pods in one likely order in which they go; the first goes first. */
  readonly going: () => readonly Pod[];
  /** Where the replicas up to `most` likely land, one after the other. */
  readonly coming: () => readonly PlacementStep[];
}

/**
 * Prepares to scale a workload to any number up to `most`. A what-if strip asks for all of them: sorting and placing
 * are done once, when the first answer needs them.
 */
export function scalingOf(input: ScaledPodsInput, most: number): Scaling {
  const { workload } = input;
  let order: Deletions | undefined;
  let placements: ManyPlacements | undefined;
  const deletions = () => {
    order ??= deletionsOf(input);
    return order;
  };
  const added = () => {
    placements ??= placementsOf(input, most - workload.replicas);
    return placements;
  };
  return {
    workload,
    at: (replicas) => {
      const change = Math.min(replicas, most) - workload.replicas;
      if (change === 0) return { pods: input.pods, predicted: [] };
      if (change < 0) return withoutVictims(input, deletions().deleting(-change));
      const placed = added();
      return placed === undefined ? { pods: input.pods, predicted: [] } : withNewPods(input, placed, change);
    },
    going: () => deletions().pods,
    coming: () => (most > workload.replicas ? (added()?.steps ?? []) : []),
  };
}

/** The pods after one workload is scaled to `replicas`. */
export function scaledPods(input: ScaledPodsInput, replicas: number): ScaledPods {
  return scalingOf(input, Math.max(replicas, input.workload.replicas)).at(replicas);
}

type Deletions = Pick<DeletionOrder, 'pods' | 'deleting'>;

function deletionsOf(input: ScaledPodsInput): Deletions {
  const { kind, pods, relatedPods, replicas } = input.workload;
  if (kind === 'StatefulSet') {
    return {
      pods: statefulScaleDown(pods, replicas).victims,
      deleting: (count) => statefulScaleDown(pods, count),
    };
  }
  return deletionOrder({
    ...input,
    pods,
    relatedPods,
    bareReplicaSet: kind !== 'Deployment',
    rules: input.replicaRules,
  });
}

function withoutVictims({ pods, victims = 'gone', now }: ScaledPodsInput, removed: ScaleDown): ScaledPods {
  const going = new Set(removed.victims.map(namespacedName));
  const left =
    victims === 'gone'
      ? pods.filter((pod) => !going.has(namespacedName(pod)))
      : pods.map((pod) => (going.has(namespacedName(pod)) ? { ...pod, deletionTime: now } : pod));
  return { pods: left, removed, predicted: [] };
}

/** Any replica shows how the next one looks; one that is up is the better pattern, since its addresses are known. */
function patternOf({ pods }: ScalableWorkload): Pod | undefined {
  return pods.find((pod) => isPodActive(pod) && pod.podIPs.length > 0) ?? pods.find(isPodActive) ?? pods[0];
}

function placementsOf(input: ScaledPodsInput, count: number): ManyPlacements | undefined {
  const pattern = patternOf(input.workload);
  if (pattern === undefined) return undefined;
  const replicaSetSelector = replicaSetSelectorOf(pattern);
  return placeMany({
    ...input,
    pod: pattern,
    count,
    rules: input.schedulerRules,
    ...(replicaSetSelector && { replicaSetSelector }),
  });
}

function withNewPods(input: ScaledPodsInput, added: ManyPlacements, count: number): ScaledPods {
  const pattern = patternOf(input.workload);
  if (pattern === undefined) return { pods: input.pods, predicted: [] };
  const nodeByName = new Map(input.nodes.map((node) => [node.name, node]));
  const predicted = newNames(input.workload, count).map((name, index) => {
    const node = nodeByName.get(added.steps[index]?.node ?? '');
    // The number of the name, so that pods predicted one scaling after the other share no address.
    const number = ordinalOf({ name });
    const pod = predictedPod({ pattern, name, number, now: input.now, ...(node && { node }) });
    return input.workload.kind === 'StatefulSet' ? withOrdinalLabels(pod) : pod;
  });
  const names = new Set(predicted.map(({ name }) => name));
  const isReplaced = ({ name, namespace }: Pod) => names.has(name) && namespace === pattern.namespace;
  return { pods: [...input.pods.filter((pod) => !isReplaced(pod)), ...predicted], added, predicted };
}

/**
 * A ReplicaSet's next pods get random names; these are numbered so that nobody takes them for real ones. A StatefulSet's
 * fill the gaps from the lowest ordinal on; one that is leaving comes back under its name.
 */
function newNames({ kind, name, owner, pods }: ScalableWorkload, count: number): readonly string[] {
  const isStateful = kind === 'StatefulSet';
  const base = isStateful ? name : owner.name;
  const taken = new Set(pods.filter((pod) => !isStateful || isPodActive(pod)).map((pod) => pod.name));
  const ordinals = pods.map(ordinalOf);
  const names: string[] = [];
  const first = isStateful ? ordinals.reduce((left, right) => Math.min(left, right), ordinals[0] ?? 0) : 1;
  for (let number = first; names.length < count; number++) {
    if (!taken.has(`${base}-${number}`)) names.push(`${base}-${number}`);
  }
  return names;
}
