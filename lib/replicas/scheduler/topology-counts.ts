import type { Node } from '#lib/model/node.ts';
import { valueAt } from '#lib/model/object-meta.ts';

/** Numbers by topology key and by the value of that key on a node. */
export type TopologyCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** An amount for the domain that a node is in under one key. */
export interface Addition {
  readonly topologyKey: string;
  readonly amount: number;
}

export const NO_COUNTS: TopologyCounts = new Map();

/** The counts with all additions for a pod on `node`; a node without the key adds nothing. */
export function withAdditions(counts: TopologyCounts, node: Node, additions: readonly Addition[]): TopologyCounts {
  let result = counts;
  for (const { topologyKey, amount } of additions) {
    const value = valueAt(node.labels, topologyKey);
    if (value === undefined) continue;
    const countByValue = new Map(result.get(topologyKey));
    countByValue.set(value, (countByValue.get(value) ?? 0) + amount);
    result = new Map(result).set(topologyKey, countByValue);
  }
  return result;
}

/** The count of the domain that the node is in under one key; undefined where the node lacks the key. */
export function countAt(counts: TopologyCounts, topologyKey: string, node: Node): number | undefined {
  const value = valueAt(node.labels, topologyKey);
  return value === undefined ? undefined : (counts.get(topologyKey)?.get(value) ?? 0);
}
