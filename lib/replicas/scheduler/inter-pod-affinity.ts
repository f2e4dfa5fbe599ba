import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '#lib/model/pod.ts';
import {
  MAX_SCORE,
  type RejectReason,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';
import { hasPodTerms, termMatches } from '#lib/replicas/scheduler/pod-affinity-term.ts';
import {
  type Addition,
  type Domains,
  domainsOf,
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

/** What stays the same while replicas come. */
interface Fixed {
  readonly weight: number;
  readonly pod: Pod;
  /** Of the keys by which some pod, or another replica, counts for the pod. */
  readonly domainsByKey: ReadonlyMap<string, Domains>;
  /** What each further replica adds to its domains. */
  readonly own: Counts<readonly Addition[]>;
  /** The first of a group of pods that want their own kind may start anywhere. */
  readonly mayStart: boolean;
}

/** Required and preferred (anti-)affinity between pods, both ways (plugins/interpodaffinity). */
export function interPodAffinity({ pod, nodes, podsByNode, rules }: SchedulingContext): SchedulerPlugin {
  const hasTerms = hasPodTerms(pod);
  const existing: { readonly node: number; readonly additions: Counts<readonly Addition[]> }[] = [];
  for (const [node, pods] of podsByNode.entries()) {
    for (const other of pods) {
      if (hasTerms || hasPodTerms(other)) existing.push({ node, additions: additionsOf(pod, other) });
    }
  }
  const own = additionsOf(pod, pod);
  const keys = new Set([own, ...existing.map(({ additions }) => additions)].flatMap(keysOf));
  const fixed: Fixed = {
    weight: rules.interPodAffinityWeight,
    pod,
    domainsByKey: new Map([...keys].map((key) => [key, domainsOf(nodes, key)])),
    own,
    mayStart: pod.affinity.requiredPodTerms.every((term) => termMatches(term, pod, pod)),
  };
  const none = { existingAnti: NO_COUNTS, affinity: NO_COUNTS, anti: NO_COUNTS, preference: NO_COUNTS };
  return pluginOf(fixed, countsWith(fixed, none, existing));
}

function pluginOf(fixed: Fixed, counts: Counts<TopologyCounts>): SchedulerPlugin {
  const { weight, pod, own } = fixed;
  const isRequired = pod.affinity.requiredPodTerms.length + counts.anti.size + counts.existingAnti.size > 0;
  const changesByItself = Object.values(own).some((additions) => additions.length > 0);
  return {
    name: 'InterPodAffinity',
    weight,
    ...(isRequired && { filter: (node: number) => rejectReason(fixed, counts, node) }),
    ...(counts.preference.size > 0 && {
      scores: (feasible: readonly number[]) =>
        spreadOut(feasible.map((node) => preferenceOf(fixed, counts.preference, node))),
    }),
    ...(changesByItself && {
      after: (node: number) => pluginOf(fixed, countsWith(fixed, counts, [{ node, additions: own }])),
    }),
  };
}

function countsWith(
  { domainsByKey }: Fixed,
  counts: Counts<TopologyCounts>,
  pods: readonly { readonly node: number; readonly additions: Counts<readonly Addition[]> }[],
): Counts<TopologyCounts> {
  const withKind = (kind: keyof Counts<unknown>): TopologyCounts =>
    withAdditions(
      counts[kind],
      domainsByKey,
      pods.flatMap(({ node, additions }) => additions[kind].map((addition) => ({ ...addition, node }))),
    );
  return {
    existingAnti: withKind('existingAnti'),
    affinity: withKind('affinity'),
    anti: withKind('anti'),
    preference: withKind('preference'),
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

function keysOf({ existingAnti, affinity, anti, preference }: Counts<readonly Addition[]>): readonly string[] {
  return [...existingAnti, ...affinity, ...anti, ...preference].map(({ topologyKey }) => topologyKey);
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

function rejectReason(fixed: Fixed, counts: Counts<TopologyCounts>, node: number): RejectReason | undefined {
  if (!satisfiesAffinity(fixed, counts.affinity, node)) return 'pod-affinity';
  if (hasPodInDomain(fixed, counts.anti, node)) return 'pod-anti-affinity';
  return hasPodInDomain(fixed, counts.existingAnti, node) ? 'existing-pod-anti-affinity' : undefined;
}

/** The node has every key, and each of its domains holds a pod that matches; or none is anywhere and the pod may start. */
function satisfiesAffinity({ pod, domainsByKey, mayStart }: Fixed, counts: TopologyCounts, node: number): boolean {
  const domains = pod.affinity.requiredPodTerms.map(({ topologyKey }) => ({
    topologyKey,
    domain: domainsByKey.get(topologyKey)?.domainByNode[node],
  }));
  if (domains.some(({ domain }) => domain === undefined)) return false;
  if (domains.every(({ topologyKey, domain = -1 }) => (counts.get(topologyKey)?.[domain] ?? 0) > 0)) return true;
  return counts.size === 0 && mayStart;
}

function hasPodInDomain({ domainsByKey }: Fixed, counts: TopologyCounts, node: number): boolean {
  for (const [topologyKey, countByDomain] of counts) {
    if ((countByDomain[domainsByKey.get(topologyKey)?.domainByNode[node] ?? -1] ?? 0) > 0) return true;
  }
  return false;
}

function preferenceOf({ domainsByKey }: Fixed, counts: TopologyCounts, node: number): number {
  let sum = 0;
  for (const [topologyKey, countByDomain] of counts) {
    sum += countByDomain[domainsByKey.get(topologyKey)?.domainByNode[node] ?? -1] ?? 0;
  }
  return sum;
}

/** From 0 for the lowest to 100 for the highest; all 0 where they are equal. */
function spreadOut(raw: readonly number[]): readonly number[] {
  const lowest = raw.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  const range = raw.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY) - lowest;
  return raw.map((score) => (range > 0 ? Math.trunc(MAX_SCORE * ((score - lowest) / range)) : 0));
}
