import type { Component } from '#lib/replicas/deletion-components.ts';
import { firstDifference, type RankedPod } from '#lib/replicas/deletion-rank.ts';
import { seededRandom, shuffled } from '#lib/replicas/shuffle.ts';

/** Which members of a component go when only some of them do. */
export interface Outcomes {
  /** The set that came out most often, in the order in which it did. */
  readonly likely: readonly RankedPod[];
  /** In every outcome, and in some but not every one. */
  readonly always: readonly RankedPod[];
  readonly sometimes: readonly RankedPod[];
}

const MOST_MEMBERS_PERMUTED = 6;
const SHUFFLES = 120;
const SEED = 20_210_408;

/** False when a cut inside the component can never leave a certain set. */
export function mayBeCertain({ kind, members }: Component): boolean {
  return kind === 'circle' && members.length <= MOST_MEMBERS_PERMUTED;
}

/**
 * The first `take` of a component. Pods that tie may all be among them. Where the comparison contradicts itself, this
 * sorts the members from many starting orders, since the controller's list comes out of a Go map, and
 * collects the results. Up to six members all orders are tried; above that a sample only finds the likely set, and
 * nothing is called certain.
 */
export function outcomesOf({ kind, members }: Component, take: number): Outcomes {
  if (kind !== 'circle') return { likely: members.slice(0, take), always: [], sometimes: members };
  const isExhaustive = members.length <= MOST_MEMBERS_PERMUTED;
  const countByKey = new Map<string, { readonly victims: readonly RankedPod[]; runs: number }>();
  for (const order of isExhaustive ? permutationsOf(members) : shufflesOf(members)) {
    const victims = insertionSorted(order).slice(0, take);
    const key = victims
      .map((victim) => members.indexOf(victim))
      .sort((left, right) => left - right)
      .join();
    const seen = countByKey.get(key);
    if (seen === undefined) countByKey.set(key, { victims, runs: 1 });
    else seen.runs++;
  }
  const outcomes = [...countByKey.values()].sort((left, right) => right.runs - left.runs);
  const isInEvery = (member: RankedPod) => outcomes.every(({ victims }) => victims.includes(member));
  const isInSome = (member: RankedPod) => outcomes.some(({ victims }) => victims.includes(member));
  return {
    likely: outcomes[0]?.victims ?? [],
    always: isExhaustive ? members.filter(isInEvery) : [],
    sometimes: isExhaustive ? members.filter((member) => isInSome(member) && !isInEvery(member)) : members,
  };
}

/** Go's sort.Sort for short lists. With a comparison that runs in a circle the algorithm is part of the answer. */
function insertionSorted(order: readonly RankedPod[]): readonly RankedPod[] {
  const sorted: RankedPod[] = [];
  for (const pod of order) {
    const place = sorted.findLastIndex((earlier) => firstDifference(pod, earlier) >= 0);
    sorted.splice(place + 1, 0, pod);
  }
  return sorted;
}

function* permutationsOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length <= 1) yield items;
  for (const [index, item] of items.entries()) {
    if (items.length > 1) for (const rest of permutationsOf(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

function* shufflesOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  const random = seededRandom(SEED);
  for (let run = 0; run < SHUFFLES; run++) yield shuffled(items, random);
}
