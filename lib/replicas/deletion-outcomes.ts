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
/** Up to here Go sorts by insertion; above, by a quicksort whose way through a circle nobody can foretell. */
const MOST_MEMBERS_INSERTED = 12;
/** How many members all shuffles together sort, so that a large component costs no more than a small one. */
const SHUFFLED_MEMBERS = 5_000;
const MOST_SHUFFLES = 120;
const FEWEST_SHUFFLES = 5;
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
  for (const order of sortedOrdersOf(members)) {
    const victims = order.slice(0, take);
    const key = victims
      .map(({ uidOrder }) => uidOrder)
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

/** Sorting is the cost, and every number of victims asks for the same orders. */
const sortedOrdersByMembers = new WeakMap<readonly RankedPod[], readonly (readonly RankedPod[])[]>();

function sortedOrdersOf(members: readonly RankedPod[]): readonly (readonly RankedPod[])[] {
  const known = sortedOrdersByMembers.get(members);
  if (known !== undefined) return known;
  const orders = members.length <= MOST_MEMBERS_PERMUTED ? permutationsOf(members) : shufflesOf(members);
  const sorted = [...orders].map((order) =>
    members.length <= MOST_MEMBERS_INSERTED ? insertionSorted(order) : order.toSorted(firstDifference),
  );
  sortedOrdersByMembers.set(members, sorted);
  return sorted;
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
  const wanted = Math.floor(SHUFFLED_MEMBERS / items.length);
  const runs = Math.max(FEWEST_SHUFFLES, Math.min(MOST_SHUFFLES, wanted));
  for (let run = 0; run < runs; run++) yield shuffled(items, random);
}
