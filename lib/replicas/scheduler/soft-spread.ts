import { valueAt } from '#lib/model/object-meta.ts';
import { HOSTNAME_LABEL } from '#lib/model/well-known.ts';
import { MAX_SCORE, type SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import {
  countsIn,
  countsItself,
  hasAllKeys,
  type SpreadConstraint,
  softConstraintsOf,
} from '#lib/replicas/scheduler/spread-constraint.ts';

/** The soft half of PodTopologySpread at one moment. */
export interface SoftSpread {
  readonly scores: (feasible: readonly number[]) => readonly number[];
  readonly after: (node: number) => SoftSpread;
}

interface Fixed {
  readonly constraints: readonly SpreadConstraint[];
  /** By place of the node: it lacks a key that all nodes must have, and gets 0. */
  readonly isIgnored: readonly boolean[];
  /** By constraint and place: the place of the node's domain in `countByDomain`; a missing key is the domain "". */
  readonly domains: readonly (readonly number[])[];
  readonly hasKey: readonly (readonly boolean[])[];
  readonly rounds: boolean;
  readonly rated: (feasible: readonly number[]) => Rated;
}

/**
 * The fewer matching pods in a node's domains, the better. Own constraints ignore nodes that lack one of the keys;
 * the defaults do not, and there a missing key adds nothing, which makes such a node look emptier (`scoring.go`).
 */
export function softSpreadOf(context: SchedulingContext): SoftSpread | undefined {
  const { constraints, isDefault } = softConstraintsOf(context);
  if (constraints.length === 0) return undefined;
  const { nodes } = context;
  const values = constraints.map(({ topologyKey }) => nodes.map((node) => valueAt(node.labels, topologyKey)));
  const domains = constraints.map((constraint, index) => domainsOf(constraint, values[index] ?? []));
  const shared = {
    constraints,
    isIgnored: nodes.map((node) => !isDefault && !hasAllKeys(node, constraints)),
    domains,
    hasKey: values.map((ofConstraint) => ofConstraint.map((value) => value !== undefined)),
    rounds: context.rules.roundsSpreading,
  };
  const fixed: Fixed = { ...shared, rated: ratedOnce(shared) };
  // The scheduler's own constraints have one selector.
  const matchesBySelector = new Map<SpreadConstraint['selector'], readonly number[]>();
  const counts = constraints.map((constraint, index) => {
    const matches = matchesBySelector.get(constraint.selector) ?? matchesByPlace(constraint, context);
    matchesBySelector.set(constraint.selector, matches);
    const countByDomain = new Array<number>(nodes.length).fill(0);
    for (let place = 0; place < nodes.length; place++) {
      const domain = domains[index]?.[place];
      if (domain === undefined || !countsOn(fixed, constraint, place)) continue;
      countByDomain[domain] = (countByDomain[domain] ?? 0) + (matches[place] ?? 0);
    }
    return countByDomain;
  });
  return spreadOf(fixed, counts);
}

function matchesByPlace(constraint: SpreadConstraint, context: SchedulingContext): readonly number[] {
  const isCounted = countsIn(constraint, context);
  return context.podsByNode.map((pods) => {
    let matches = 0;
    for (const pod of pods) if (isCounted(pod)) matches += 1;
    return matches;
  });
}

/** Each node's domain, numbered as they come; under the hostname key each node is its own, whatever the label says. */
function domainsOf({ topologyKey }: SpreadConstraint, values: readonly (string | undefined)[]): readonly number[] {
  if (topologyKey === HOSTNAME_LABEL) return values.map((_, place) => place);
  const domainByValue = new Map<string, number>();
  return values.map((value = '') => {
    const domain = domainByValue.get(value) ?? domainByValue.size;
    domainByValue.set(value, domain);
    return domain;
  });
}

/** Pods count where the inclusion policies hold, but under the hostname key on every node. */
function countsOn({ isIgnored }: Fixed, { topologyKey, includes }: SpreadConstraint, node: number): boolean {
  return topologyKey === HOSTNAME_LABEL || (includes[node] === true && isIgnored[node] !== true);
}

function spreadOf(fixed: Fixed, counts: readonly (readonly number[])[]): SoftSpread {
  return {
    scores: (feasible) => scoresOf(fixed, counts, feasible),
    after: (node) =>
      spreadOf(
        fixed,
        counts.map((countByDomain, index) => {
          const constraint = fixed.constraints[index];
          const domain = fixed.domains[index]?.[node];
          if (constraint === undefined || domain === undefined) return countByDomain;
          if (!countsItself(constraint) || !countsOn(fixed, constraint, node)) return countByDomain;
          return countByDomain.with(domain, (countByDomain[domain] ?? 0) + 1);
        }),
      ),
  };
}

function scoresOf(
  fixed: Fixed,
  counts: readonly (readonly number[])[],
  feasible: readonly number[],
): readonly number[] {
  const { constraints, rounds } = fixed;
  const { candidates, weights, raws } = fixed.rated(feasible);
  raws.fill(0);
  for (let index = 0; index < constraints.length; index++) {
    const terms = { weight: weights[index] ?? 0, skew: (constraints[index]?.maxSkew ?? 1) - 1 };
    addTerms(raws, candidates, {
      ...terms,
      counts: counts[index] ?? [],
      domains: fixed.domains[index] ?? [],
      hasKey: fixed.hasKey[index] ?? [],
    });
  }
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < raws.length; index++) {
    const exact = raws[index] ?? 0;
    const raw = rounds ? Math.round(exact) : Math.trunc(exact);
    raws[index] = raw;
    if (raw > largest) largest = raw;
    if (raw < smallest) smallest = raw;
  }
  const scores = new Array<number>(feasible.length).fill(0);
  let next = 0;
  let last = Number.NaN;
  let score = 0;
  for (let index = 0; index < feasible.length; index++) {
    if (fixed.isIgnored[feasible[index] ?? -1]) continue;
    const raw = raws[next++] ?? 0;
    // Beside each other many are as full.
    if (raw !== last) {
      score = largest === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (largest + smallest - raw)) / largest);
      last = raw;
    }
    scores[index] = score;
  }
  return scores;
}

interface Terms {
  readonly weight: number;
  readonly skew: number;
  readonly counts: readonly number[];
  readonly domains: readonly number[];
  readonly hasKey: readonly boolean[];
}

/** What one constraint adds to each candidate; a counted loop, since every replica rates every node. */
function addTerms(
  raws: Float64Array,
  candidates: readonly number[],
  { weight, skew, counts, domains, hasKey }: Terms,
): void {
  for (let index = 0; index < candidates.length; index++) {
    const node = candidates[index] ?? -1;
    if (!hasKey[node]) continue;
    raws[index] = (raws[index] ?? 0) + ((counts[domains[node] ?? -1] ?? 0) * weight + skew);
  }
}

/** Which of the feasible nodes are rated, and what a pod in a domain weighs by each constraint. */
interface Rated {
  readonly candidates: readonly number[];
  readonly weights: readonly number[];
  /** Where a rating adds up: one number for each candidate, of no meaning between two ratings. */
  readonly raws: Float64Array;
}

/** From one replica to the next the feasible nodes are nearly always the same list. */
function ratedOnce(fixed: Omit<Fixed, 'rated'>): Fixed['rated'] {
  let known: { readonly feasible: readonly number[]; readonly rated: Rated } | undefined;
  return (feasible) => {
    if (known?.feasible !== feasible) known = { feasible, rated: ratedOf(fixed, feasible) };
    return known.rated;
  };
}

function ratedOf({ constraints, isIgnored, domains }: Omit<Fixed, 'rated'>, feasible: readonly number[]): Rated {
  const candidates = feasible.filter((node) => !isIgnored[node]);
  const weights = constraints.map(({ topologyKey }, index) => {
    const size = topologyKey === HOSTNAME_LABEL ? candidates.length : countDistinct(domains[index] ?? [], candidates);
    return Math.log(size + 2);
  });
  return { candidates, weights, raws: new Float64Array(candidates.length) };
}

/** Domains are numbered by place, so that no set is needed. */
function countDistinct(domains: readonly number[], nodes: readonly number[]): number {
  const isSeen = new Array<boolean>(domains.length).fill(false);
  let distinct = 0;
  for (const node of nodes) {
    const domain = domains[node] ?? 0;
    if (isSeen[domain]) continue;
    isSeen[domain] = true;
    distinct += 1;
  }
  return distinct;
}
