import type { Pod } from '#lib/model/pod.ts';
import { scaledPods } from '#lib/replicas/scaled-pods.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { victimSets } from '#lib/scenario/choose-victims.ts';
import { resync } from '#lib/scenario/resync.ts';
import { scalingInput } from '#lib/scenario/scaling-input.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

export interface PossibleScalings {
  /** The Service after its next sync, for each way in which chance may decide; the likely one first. */
  readonly inputs: readonly ServiceInput[];
  /** False when there are more ways than were followed. */
  readonly isComplete: boolean;
}

export interface ScalingQuestion {
  readonly replicas: number;
  /** What makes two victims alike; by default only their node does. */
  readonly groupOf?: (pod: Pod) => string;
  /** Pods, by uid, that are gone once all is done: those that a drain evicts. */
  readonly without?: ReadonlySet<string>;
  readonly limit?: number;
}

const DEFAULT_LIMIT = 200;
const SEARCH_BUDGET = 20_000;

/**
 * All that scaling may come to where Kubernetes leaves part of it to chance: which of several equal pods go, and on which
 * of several equal nodes the new ones land. Nodes that are alike stand for each other.
 */
export function possibleScalings(input: ServiceInput, question: ScalingQuestion): PossibleScalings {
  const { replicas, without = new Set(), limit = DEFAULT_LIMIT } = question;
  const workload = workloadOf(input.pods);
  if (!isScalable(workload)) return { inputs: [], isComplete: true };
  const scaling = { ...scalingInput(input, workload), searchBudget: SEARCH_BUDGET };
  const { removed, added, predicted } = scaledPods(scaling, replicas);
  const ending = (pods: readonly Pod[]): ServiceInput => {
    const after = { ...input, pods: pods.filter(({ uid }) => !without.has(uid)) };
    return { ...after, slices: resync(after, input.context).slices };
  };
  if (removed !== undefined) {
    const { sure, anyOf = { take: 0, from: [] } } = removed;
    const groupOf = question.groupOf ?? (({ nodeName }: Pod) => nodeName);
    const { sets, isComplete } = victimSets({ ...anyOf, groupOf, limit });
    const inputs = sets.map((chosen) => {
      const uids = new Set([...sure, ...chosen].map(({ uid }) => uid));
      return ending(input.pods.filter(({ uid }) => !uids.has(uid)));
    });
    return { inputs, isComplete };
  }
  if (added === undefined) return { inputs: [ending(input.pods)], isComplete: true };
  const { ways, isComplete } = added.nodesOf(predicted.length);
  const kept = ways.slice(0, limit);
  const inputs = kept.map((way) => ending([...input.pods, ...placedAs(predicted, way)]));
  return { inputs, isComplete: isComplete && kept.length === ways.length };
}

/** The new pods on the nodes of another way; those for which it has no node stay Pending. */
function placedAs(pods: readonly Pod[], way: ReadonlyMap<string, number>): readonly Pod[] {
  const nodes = [...way].flatMap(([node, count]) => Array.from({ length: count }, () => node));
  return pods.map((pod, index): Pod => {
    const nodeName = nodes[index];
    if (nodeName !== undefined) return { ...pod, nodeName };
    const { ready: _, ...pending } = pod;
    return { ...pending, nodeName: '', phase: 'Pending', podIPs: [] };
  });
}
