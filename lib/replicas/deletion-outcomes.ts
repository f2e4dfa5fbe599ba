import type { Component } from '#lib/replicas/deletion-components.ts';
import { firstDifference, type RankedPod } from '#lib/replicas/deletion-rank.ts';
import { seededRandom, shuffled } from '#lib/replicas/shuffle.ts';

const MOST_MEMBERS_PERMUTED = 6;
/** Up to here Go sorts by insertion; above, by a quicksort whose way through a circle nobody can foretell. */
const MOST_MEMBERS_INSERTED = 12;
/** How many members all shuffles together sort, so that a large component costs no more than a small one. */
const SHUFFLED_MEMBERS = 5_000;
const MOST_SHUFFLES = 120;
const FEWEST_SHUFFLES = 5;
const SEED = 20_210_408;

/**
 * The first `take` of a component, as they come out most often, in the order in which they do. Where the comparison
 * contradicts itself, this sorts the members from many starting orders, since the controller's list comes out of a Go
 * map: up to six members from all orders, above that from a sample.
 *
 * None of the members is sure to be among them, and none is sure not to be. Of those that tie nothing else can be said.
 * In a circle there is a way around through all members on which each goes before the next or ties with it (they are
 * strongly connected, and of any two one goes before the other or they tie: a semicomplete digraph is Hamiltonian). A
 * list in that order, from whichever member on, is left as it is by sorting.
 */
export function likelyFirst({ kind, members }: Component, take: number): readonly RankedPod[] {
  if (kind !== 'circle') return members.slice(0, take);
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
  const [likeliest] = [...countByKey.values()].sort((left, right) => right.runs - left.runs);
  return likeliest?.victims ?? [];
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
