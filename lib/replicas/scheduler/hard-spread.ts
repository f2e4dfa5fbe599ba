import { valueAt } from '#lib/model/object-meta.ts';
import type { RejectReason, SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import {
  countsIn,
  countsItself,
  hardConstraintsOf,
  hasAllKeys,
  type SpreadConstraint,
} from '#lib/replicas/scheduler/spread-constraint.ts';

/** The hard half of PodTopologySpread at one moment. */
export interface HardSpread {
  readonly rejectReason: (node: number) => RejectReason | undefined;
  readonly after: (node: number) => HardSpread;
}

/** One constraint with its domains: the values of its key on the nodes that count. */
interface Counted {
  readonly constraint: SpreadConstraint;
  /** By place of the node: its value, or undefined without the key. */
  readonly values: readonly (string | undefined)[];
  /** By place: do pods on this node count? */
  readonly counts: readonly boolean[];
  readonly matchesByValue: ReadonlyMap<string, number>;
}

/**
 * A node passes where its domain, with the pod, is at most maxSkew above the emptiest domain. Cordoned and tainted
 * nodes are domains too (nodeTaintsPolicy is Ignore by default), so an empty zone that takes no pods holds all others
 * back. Too few domains for minDomains make the minimum 0 (`calPreFilterState`, `Filter`).
 */
export function hardSpreadOf(context: SchedulingContext): HardSpread | undefined {
  const constraints = hardConstraintsOf(context);
  return constraints.length === 0
    ? undefined
    : spreadOf(constraints.map((constraint) => countedOf(constraint, constraints, context)));
}

function countedOf(
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  context: SchedulingContext,
): Counted {
  const { nodes, podsByNode } = context;
  const isCounted = countsIn(constraint, context);
  const values = nodes.map((node) => valueAt(node.labels, constraint.topologyKey));
  const counts = nodes.map((node, place) => constraint.includes[place] === true && hasAllKeys(node, constraints));
  const matchesByValue = new Map<string, number>();
  for (const [place, value] of values.entries()) {
    if (value === undefined || !counts[place]) continue;
    const matches = (podsByNode[place] ?? []).filter(isCounted).length;
    matchesByValue.set(value, (matchesByValue.get(value) ?? 0) + matches);
  }
  return { constraint, values, counts, matchesByValue };
}

function spreadOf(all: readonly Counted[]): HardSpread {
  const limits = all.map(highestAllowed);
  return {
    rejectReason: (node) => {
      for (const [index, { values, matchesByValue }] of all.entries()) {
        const value = values[node];
        if (value === undefined) return 'topology-key-missing';
        if ((matchesByValue.get(value) ?? 0) > (limits[index] ?? 0)) return 'topology-spread';
      }
      return undefined;
    },
    after: (node) => spreadOf(all.map((counted) => withOneMore(counted, node))),
  };
}

/** The most matching pods that a domain may have before the pod comes. */
function highestAllowed({ constraint, matchesByValue }: Counted): number {
  const { maxSkew, minDomains, selectsItself } = constraint;
  const fewest = matchesByValue.size < minDomains ? 0 : Math.min(...matchesByValue.values());
  return maxSkew + fewest - (selectsItself ? 1 : 0);
}

function withOneMore(counted: Counted, node: number): Counted {
  const { constraint, values, counts, matchesByValue } = counted;
  const value = values[node];
  if (value === undefined || !counts[node] || !countsItself(constraint)) return counted;
  return { ...counted, matchesByValue: new Map(matchesByValue).set(value, (matchesByValue.get(value) ?? 0) + 1) };
}
