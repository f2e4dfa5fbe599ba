import type { Node } from '#lib/model/node.ts';
import { valueAt } from '#lib/model/object-meta.ts';

/** Which domain each node is in under one topology key: equal values of the label are one domain. */
export interface Domains {
  /** By place of the node; undefined where it lacks the key. */
  readonly domainByNode: readonly (number | undefined)[];
  readonly size: number;
}

/** Numbers by topology key and, in the list, by domain. A key that nothing was added to is absent. */
export type TopologyCounts = ReadonlyMap<string, readonly number[]>;

/** An amount for the domain that a pod's node is in under one key. */
export interface Addition {
  readonly topologyKey: string;
  readonly amount: number;
}

export const NO_COUNTS: TopologyCounts = new Map();

/** Domains are numbered in the order of the nodes. */
export function domainsOf(nodes: readonly Node[], topologyKey: string): Domains {
  const domainByValue = new Map<string, number>();
  const domainByNode = nodes.map(({ labels }) => {
    const value = valueAt(labels, topologyKey);
    if (value === undefined) return undefined;
    const domain = domainByValue.get(value) ?? domainByValue.size;
    domainByValue.set(value, domain);
    return domain;
  });
  return { domainByNode, size: domainByValue.size };
}

/** The counts with what pods add, each to the domain of its node; a node without the key adds nothing. */
export function withAdditions(
  counts: TopologyCounts,
  domainsByKey: ReadonlyMap<string, Domains>,
  additions: readonly (Addition & { readonly node: number })[],
): TopologyCounts {
  if (additions.length === 0) return counts;
  const changed = new Map<string, number[]>();
  for (const { topologyKey, amount, node } of additions) {
    const domains = domainsByKey.get(topologyKey);
    const domain = domains?.domainByNode[node];
    if (domains === undefined || domain === undefined) continue;
    const countByDomain =
      changed.get(topologyKey) ?? Array.from(counts.get(topologyKey) ?? new Array<number>(domains.size).fill(0));
    countByDomain[domain] = (countByDomain[domain] ?? 0) + amount;
    changed.set(topologyKey, countByDomain);
  }
  return changed.size === 0 ? counts : new Map([...counts, ...changed]);
}
