import { interchangeableNodes } from '#lib/replicas/interchangeable-nodes.ts';
import type { SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import {
  type Cycle,
  runCycle,
  type SchedulerState,
  schedulerStateOf,
  stateAfter,
} from '#lib/replicas/scheduler/scheduler-state.ts';

/** One way in which the replicas so far may have landed. */
interface Branch {
  readonly state: SchedulerState;
  /** The cycle that led here. */
  readonly before?: Cycle;
  /** Where its replicas went, the last one first: a copy of all counts for each of them would be most of the work. */
  readonly path?: Path;
}

interface Path {
  readonly node: number;
  readonly before: Path | undefined;
}

/** After one more replica. Nodes by place. */
export interface SearchStep {
  /** Where the replica goes on the likely way: the best nodes, and the one of them that wins, if any is feasible. */
  readonly possible: readonly number[];
  readonly likely: number | undefined;
  /** How many nodes were feasible. */
  readonly feasible: number;
  /** Replicas on each node, for every way that was followed; ways that differ by like nodes only appear once. */
  readonly ways: () => readonly (readonly number[])[];
  /** False when some ways were given up for the sake of time. */
  readonly isComplete: boolean;
}

export interface SearchInput {
  readonly context: SchedulingContext;
  readonly count: number;
  /** How many times a node may be looked at beyond the likely way. */
  readonly budget: number;
}

/**
 * Places `count` replicas one after the other. Where several nodes are equally good each of them is followed, but of
 * nodes that are alike only one, and ways that lead to the same are one. Stops early once no way has a feasible node:
 * the replicas are alike, so the next one has none either.
 */
export function searchPlacements({ context, count, budget }: SearchInput): readonly SearchStep[] {
  const steps: SearchStep[] = [];
  const classes = lazily(() => interchangeableNodes(context));
  let ways: readonly Branch[] = [{ state: schedulerStateOf(context) }];
  let isComplete = true;
  let left = budget;
  while (steps.length < count) {
    const cycles = ways.map(({ state, before }) => runCycle(state, context.rules.breaksTiesByHeap, before));
    const [cycle] = cycles;
    if (cycle === undefined) break;
    const isStuck = cycles.every(({ likely }) => likely === undefined);
    const isOneWay = ways.length === 1 && cycle.possible.length < 2;
    left -= (ways.length - 1) * context.nodes.length;
    if (isOneWay || left < 0) {
      isComplete &&= isOneWay;
      ways = ways.slice(0, 1).map((way) => placedOn(way, cycle.likely, cycle));
    } else {
      ways = nextWays(ways, cycles, classes());
    }
    const { possible, likely, feasible } = cycle;
    const placed = placedOnEach(ways, context.nodes.length);
    steps.push({ possible, likely, feasible: feasible.length, ways: placed, isComplete });
    if (isStuck) break;
  }
  return steps;
}

/** The likely way stays the first one. */
function nextWays(ways: readonly Branch[], cycles: readonly Cycle[], classes: readonly number[]): readonly Branch[] {
  const wayByKey = new Map<string, Branch>();
  for (const [index, way] of ways.entries()) {
    const cycle = cycles[index];
    if (cycle === undefined) continue;
    const placed = placedOf(way.path, classes.length);
    const choices = cycle.likely === undefined ? [undefined] : [cycle.likely, ...cycle.possible];
    const seen = new Set<string>();
    for (const node of choices) {
      const kind = node === undefined ? '' : `${classes[node]} ${placed[node]}`;
      if (seen.has(kind)) continue;
      seen.add(kind);
      const key = keyOf(placedWith(placed, node), classes);
      if (!wayByKey.has(key)) wayByKey.set(key, placedOn(way, node, cycle));
    }
  }
  return [...wayByKey.values()];
}

function placedOn(way: Branch, node: number | undefined, before: Cycle): Branch {
  if (node === undefined) return way;
  return { state: stateAfter(way.state, node), before, path: { node, before: way.path } };
}

/** Not within the search, where the answer would hold every replica's cycle with all that the plugins knew then. */
function placedOnEach(ways: readonly Branch[], nodes: number): SearchStep['ways'] {
  const paths = ways.map(({ path }) => path);
  return () => paths.map((path) => placedOf(path, nodes));
}

/** Replicas on each node, by place. */
function placedOf(path: Path | undefined, nodes: number): readonly number[] {
  const placed = new Array<number>(nodes).fill(0);
  for (let last = path; last !== undefined; last = last.before) placed[last.node] = (placed[last.node] ?? 0) + 1;
  return placed;
}

function placedWith(placed: readonly number[], node: number | undefined): readonly number[] {
  return node === undefined ? placed : placed.with(node, (placed[node] ?? 0) + 1);
}

/** Equal for ways that differ only in which of several like nodes have the replicas. */
function keyOf(placed: readonly number[], classes: readonly number[]): string {
  const countsByClass = new Map<number, number[]>();
  for (const [node, count] of placed.entries()) {
    const counts = countsByClass.get(classes[node] ?? -1);
    if (counts === undefined) countsByClass.set(classes[node] ?? -1, [count]);
    else counts.push(count);
  }
  return [...countsByClass.values()].map((counts) => counts.sort((left, right) => left - right).join()).join(';');
}

function lazily<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
