import type { Node } from '#lib/model/node.ts';
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '#lib/model/pod.ts';
import {
  MAX_SCORE,
  type RejectReason,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';
import { termMatches } from '#lib/replicas/scheduler/pod-affinity-term.ts';
import {
  type Addition,
  countAt,
  NO_COUNTS,
  type TopologyCounts,
  withAdditions,
} from '#lib/replicas/scheduler/topology-counts.ts';

/** What an existing required affinity term is worth for the pod that it means (`HardPodAffinityWeight`). */
const HARD_POD_AFFINITY_WEIGHT = 1;

/** What the pods that are there mean for the pod that comes. */
interface Counts<Kind> {
  /** Required anti-affinity of existing pods that means the pod. */
  readonly existingAnti: Kind;
  /** Pods that match all of the pod's required affinity terms. */
  readonly affinity: Kind;
  /** Pods that match one of its required anti-affinity terms. */
  readonly anti: Kind;
  /** Weights of preferred terms, its own and those of existing pods; anti-affinity is negative. */
  readonly preference: Kind;
}

/** Required and preferred (anti-)affinity between pods, both ways (plugins/interpodaffinity). */
export function interPodAffinity(context: SchedulingContext): SchedulerPlugin {
  const { pod, nodes, podsByNode } = context;
  let counts: Counts<TopologyCounts> = {
    existingAnti: NO_COUNTS,
    affinity: NO_COUNTS,
    anti: NO_COUNTS,
    preference: NO_COUNTS,
  };
  for (const [place, node] of nodes.entries()) {
    for (const existing of podsByNode[place] ?? []) counts = countsWith(counts, node, additionsOf(pod, existing));
  }
  return pluginOf(context, counts, additionsOf(pod, pod));
}

function pluginOf(
  context: SchedulingContext,
  counts: Counts<TopologyCounts>,
  own: Counts<readonly Addition[]>,
): SchedulerPlugin {
  const { pod, nodes, rules } = context;
  const changesByItself = Object.values(own).some((additions) => additions.length > 0);
  return {
    name: 'InterPodAffinity',
    weight: rules.interPodAffinityWeight,
    filter: (place) => {
      const node = nodes[place];
      return node && rejectReason(pod, node, counts);
    },
    scores: (feasible) => {
      if (counts.preference.size === 0) return undefined;
      const raw = feasible.map((place) => preferenceOf(nodes[place], counts.preference));
      return spreadOut(raw);
    },
    ...(changesByItself && {
      after: (place: number) => {
        const node = nodes[place];
        return pluginOf(context, node ? countsWith(counts, node, own) : counts, own);
      },
    }),
  };
}

function countsWith(
  counts: Counts<TopologyCounts>,
  node: Node,
  additions: Counts<readonly Addition[]>,
): Counts<TopologyCounts> {
  return {
    existingAnti: withAdditions(counts.existingAnti, node, additions.existingAnti),
    affinity: withAdditions(counts.affinity, node, additions.affinity),
    anti: withAdditions(counts.anti, node, additions.anti),
    preference: withAdditions(counts.preference, node, additions.preference),
  };
}

/** What one existing pod adds to the counts of its domains. */
function additionsOf(pod: Pod, existing: Pod): Counts<readonly Addition[]> {
  const own = pod.affinity;
  const other = existing.affinity;
  const meansExisting = (term: PodAffinityTerm): boolean => termMatches(term, pod, existing);
  const meansPod = (term: PodAffinityTerm): boolean => termMatches(term, existing, pod);
  return {
    existingAnti: other.requiredAntiPodTerms.filter(meansPod).map(toAddition(1)),
    affinity: own.requiredPodTerms.every(meansExisting) ? own.requiredPodTerms.map(toAddition(1)) : [],
    anti: own.requiredAntiPodTerms.filter(meansExisting).map(toAddition(1)),
    preference: [
      ...weighted(own.preferredPodTerms, meansExisting, 1),
      ...weighted(own.preferredAntiPodTerms, meansExisting, -1),
      ...other.requiredPodTerms.filter(meansPod).map(toAddition(HARD_POD_AFFINITY_WEIGHT)),
      ...weighted(other.preferredPodTerms, meansPod, 1),
      ...weighted(other.preferredAntiPodTerms, meansPod, -1),
    ],
  };
}

function toAddition(amount: number): (term: PodAffinityTerm) => Addition {
  return ({ topologyKey }) => ({ topologyKey, amount });
}

function weighted(
  terms: readonly WeightedPodAffinityTerm[],
  isMeant: (term: PodAffinityTerm) => boolean,
  sign: 1 | -1,
): readonly Addition[] {
  return terms
    .filter(({ term }) => isMeant(term))
    .map(({ term, weight }) => ({ topologyKey: term.topologyKey, amount: sign * weight }));
}

function rejectReason(pod: Pod, node: Node, counts: Counts<TopologyCounts>): RejectReason | undefined {
  if (!satisfiesAffinity(pod, node, counts.affinity)) return 'pod-affinity';
  if (hasPodInDomain(node, counts.anti)) return 'pod-anti-affinity';
  return hasPodInDomain(node, counts.existingAnti) ? 'existing-pod-anti-affinity' : undefined;
}

/** The node has every key and each domain holds a match; the first of a group that wants its own kind may start anywhere. */
function satisfiesAffinity(pod: Pod, node: Node, counts: TopologyCounts): boolean {
  const { requiredPodTerms } = pod.affinity;
  const matches = requiredPodTerms.map(({ topologyKey }) => countAt(counts, topologyKey, node));
  if (matches.includes(undefined)) return false;
  if (matches.every((count = 0) => count > 0)) return true;
  return counts.size === 0 && requiredPodTerms.every((term) => termMatches(term, pod, pod));
}

function hasPodInDomain(node: Node, counts: TopologyCounts): boolean {
  for (const topologyKey of counts.keys()) if ((countAt(counts, topologyKey, node) ?? 0) > 0) return true;
  return false;
}

function preferenceOf(node: Node | undefined, counts: TopologyCounts): number {
  let sum = 0;
  if (node !== undefined) for (const topologyKey of counts.keys()) sum += countAt(counts, topologyKey, node) ?? 0;
  return sum;
}

/** From 0 for the lowest to 100 for the highest; all 0 where they are equal. */
function spreadOut(raw: readonly number[]): readonly number[] {
  const lowest = raw.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  const range = raw.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY) - lowest;
  return raw.map((score) => (range > 0 ? Math.trunc(MAX_SCORE * ((score - lowest) / range)) : 0));
}
