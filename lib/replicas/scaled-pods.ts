import type { ReplicaRules } from '#lib/kube-version/replica-rules.ts';
import type { SchedulerRules } from '#lib/kube-version/scheduler-rules.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { type DeletionOrder, deletionOrder, type ScaleDown } from '#lib/replicas/deletion-order.ts';
import type { Moment } from '#lib/replicas/deletion-rank.ts';
import { type ManyPlacements, placeMany } from '#lib/replicas/place-many.ts';
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
}

/**
 * Prepares to scale a workload to any number up to `most`. A what-if strip asks for all of them: sorting and placing
 * are done once, when the first answer needs them.
 */
export function scalingOf(input: ScaledPodsInput, most: number): Scaling {
  const { workload } = input;
  let order: DeletionOrder | undefined;
  let placements: ManyPlacements | undefined;
  return {
    workload,
    at: (replicas) => {
      const change = Math.min(replicas, most) - workload.replicas;
      if (change === 0) return { pods: input.pods, predicted: [] };
      if (change < 0) {
        if (workload.kind === 'StatefulSet') return withoutVictims(input, statefulScaleDown(workload.pods, -change));
        order ??= deletionOrder({
          ...input,
          pods: workload.pods,
          relatedPods: workload.relatedPods,
          bareReplicaSet: workload.kind !== 'Deployment',
          rules: input.replicaRules,
        });
        return withoutVictims(input, order.deleting(-change));
      }
      placements ??= placementsOf(input, most - workload.replicas);
      return placements === undefined ? { pods: input.pods, predicted: [] } : withNewPods(input, placements, change);
    },
  };
}

/** The pods after one workload is scaled to `replicas`. */
export function scaledPods(input: ScaledPodsInput, replicas: number): ScaledPods {
  return scalingOf(input, Math.max(replicas, input.workload.replicas)).at(replicas);
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
  const names = newNames(input.workload, count);
  const predicted = names.map((name, number) => {
    const node = added.steps[number]?.node;
    const pod = predictedPod({ pattern, name, number, now: input.now, ...(node !== undefined && { node }) });
    return input.workload.kind === 'StatefulSet' ? withOrdinalLabels(pod) : pod;
  });
  const replaced = new Set(predicted.map(namespacedName));
  return { pods: [...input.pods.filter((pod) => !replaced.has(namespacedName(pod))), ...predicted], added, predicted };
}

/** A ReplicaSet's next pods get random names; these are numbered so that nobody takes them for real ones. */
function newNames({ kind, name, owner, pods }: ScalableWorkload, count: number): readonly string[] {
  const isStateful = kind === 'StatefulSet';
  const base = isStateful ? name : owner.name;
  const taken = new Set(pods.filter((pod) => !isStateful || isPodActive(pod)).map((pod) => pod.name));
  const ordinals = pods.filter(isPodActive).map(ordinalOf);
  const names: string[] = [];
  const first = isStateful ? ordinals.reduce((left, right) => Math.min(left, right), ordinals[0] ?? 0) : 1;
  for (let number = first; names.length < count; number++) {
    if (!taken.has(`${base}-${number}`)) names.push(`${base}-${number}`);
  }
  return names;
}
