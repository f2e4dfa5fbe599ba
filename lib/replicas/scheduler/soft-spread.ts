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
}

/**
 * The fewer matching pods in a node's domains, the better. Own constraints ignore nodes that lack one of the keys;
 * the defaults do not, and there a missing key adds nothing, which makes such a node look emptier (`scoring.go`).
 */
export function softSpreadOf(context: SchedulingContext): SoftSpread | undefined {
  const { constraints, isDefault } = softConstraintsOf(context);
  if (constraints.length === 0) return undefined;
  const { nodes, podsByNode } = context;
  const values = constraints.map(({ topologyKey }) => nodes.map((node) => valueAt(node.labels, topologyKey)));
  const domains = constraints.map((constraint, index) => domainsOf(constraint, values[index] ?? []));
  const fixed: Fixed = {
    constraints,
    isIgnored: nodes.map((node) => !isDefault && !hasAllKeys(node, constraints)),
    domains,
    hasKey: values.map((ofConstraint) => ofConstraint.map((value) => value !== undefined)),
    rounds: context.rules.roundsSpreading,
  };
  const counts = constraints.map((constraint, index) => {
    const isCounted = countsIn(constraint, context);
    const countByDomain = new Array<number>(nodes.length).fill(0);
    for (const [place, pods] of podsByNode.entries()) {
      const domain = domains[index]?.[place];
      if (domain === undefined || !countsOn(fixed, constraint, place)) continue;
      countByDomain[domain] = (countByDomain[domain] ?? 0) + pods.filter(isCounted).length;
    }
    return countByDomain;
  });
  return spreadOf(fixed, counts);
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
  const { constraints, isIgnored, domains, hasKey, rounds } = fixed;
  const candidates = feasible.filter((node) => !isIgnored[node]);
  const weights = constraints.map(({ topologyKey }, index) => {
    const size = topologyKey === HOSTNAME_LABEL ? candidates.length : countDistinct(domains[index] ?? [], candidates);
    return Math.log(size + 2);
  });
  const rawOf = (node: number): number => {
    let raw = 0;
    for (let index = 0; index < constraints.length; index++) {
      if (!hasKey[index]?.[node]) continue;
      const count = counts[index]?.[domains[index]?.[node] ?? -1] ?? 0;
      raw += count * (weights[index] ?? 0) + ((constraints[index]?.maxSkew ?? 1) - 1);
    }
    return rounds ? Math.round(raw) : Math.trunc(raw);
  };
  const raws: number[] = [];
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const node of candidates) {
    const raw = rawOf(node);
    raws.push(raw);
    if (raw > largest) largest = raw;
    if (raw < smallest) smallest = raw;
  }
  let next = 0;
  return feasible.map((node) => {
    if (isIgnored[node]) return 0;
    const raw = raws[next++] ?? 0;
    return largest === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (largest + smallest - raw)) / largest);
  });
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
