import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import { type SearchStep, searchPlacements } from '#lib/replicas/placement-search.ts';
import { type PlacementInput, schedulingContextOf } from '#lib/replicas/scheduler/scheduling-context.ts';

/** What a placement takes for granted, since it cannot be read from what Zonescope watches. */
export const PLACEMENT_ASSUMPTIONS = [
  'other-workloads-unknown',
  'default-scheduler-profile',
  'volumes-and-other-resources-unknown',
  'node-sample-unknown',
  'equal-nodes',
  'no-preemption',
] as const;
export type PlacementAssumption = (typeof PLACEMENT_ASSUMPTIONS)[number];

export interface PlaceManyInput extends PlacementInput {
  readonly count: number;
  /** True when `pods` are those of all workloads; otherwise the nodes may be fuller than they look. */
  readonly knowsAllPods?: boolean;
  /** How many node evaluations the search for other outcomes may cost beyond the likely one; none below 0. 20,000 by default. */
  readonly searchBudget?: number;
}

/** One more replica. */
export interface PlacementStep {
  /** Where it likely goes; absent when it stays Pending. */
  readonly node?: string;
  /** All nodes that it may go to, if the ones before it went where they likely go. */
  readonly possible: readonly string[];
}

/** New replicas by zone; '' is no zone. */
export type CountByZone = ReadonlyMap<string, number>;

export interface PossibleCounts {
  /** Each way in which the new replicas may be shared out among the zones; the likely one first. */
  readonly counts: readonly CountByZone[];
  /** False when the search was cut: there may be other ways. */
  readonly isComplete: boolean;
}

export interface PossibleNodes {
  /** New replicas by node, for each way in which they may land; of nodes that are alike only one way is named. */
  readonly ways: readonly ReadonlyMap<string, number>[];
  readonly isComplete: boolean;
}

export interface ManyPlacements {
  /** One likely assignment. The first n steps are the answer for n replicas. */
  readonly steps: readonly PlacementStep[];
  /** How the first `replicas` new ones may be spread over the zones. */
  readonly countsOf: (replicas: number) => PossibleCounts;
  /** The same by node. */
  readonly nodesOf: (replicas: number) => PossibleNodes;
  readonly assumptions: readonly PlacementAssumption[];
}

const DEFAULT_SEARCH_BUDGET = 20_000;
/** From here on only a part of the feasible nodes is looked at, from a place that rotates (`numFeasibleNodesToFind`). */
const SAMPLED_FROM_NODES = 100;

/** Places `count` copies of a pod one after the other, each seeing the earlier ones as placed. */
export function placeMany(input: PlaceManyInput): ManyPlacements {
  const context = schedulingContextOf(input);
  const { nodes } = context;
  const { count, searchBudget: budget = DEFAULT_SEARCH_BUDGET } = input;
  const found = searchPlacements({ context, count, budget });
  const names = nodes.map(({ name }) => name);
  const nameOf = (node: number): string => names[node] ?? '';
  const steps = found.map(({ likely, possible }): PlacementStep => {
    const step = {
      // Named when somebody asks: each of a thousand replicas may have a hundred nodes to choose from.
      get possible() {
        return possible.map(nameOf);
      },
    };
    return likely === undefined ? step : Object.assign(step, { node: nameOf(likely) });
  });
  const pending: readonly PlacementStep[] = Array.from({ length: count - steps.length }, () => ({ possible: [] }));
  return {
    steps: [...steps, ...pending],
    countsOf: (replicas) => possibleCounts(nodes, found[Math.min(replicas, found.length) - 1]),
    nodesOf: (replicas) => possibleNodes(nodes, found[Math.min(replicas, found.length) - 1]),
    assumptions: PLACEMENT_ASSUMPTIONS.filter((assumption) => holds(assumption, input, found)),
  };
}

function holds(assumption: PlacementAssumption, input: PlaceManyInput, found: readonly SearchStep[]): boolean {
  switch (assumption) {
    case 'other-workloads-unknown':
      return input.knowsAllPods !== true;
    case 'node-sample-unknown':
      return found.some(({ feasible }) => feasible > nodesToFind(input.nodes.length));
    case 'equal-nodes':
      return found.some(({ possible }) => possible.length > 1);
    case 'no-preemption':
      return input.pod.priority > 0 && found.some(({ likely }) => likely === undefined);
    case 'default-scheduler-profile':
    case 'volumes-and-other-resources-unknown':
      return true;
  }
}

/** How many feasible nodes the scheduler looks for: all of a small cluster, from half to 5 % of a larger one. */
function nodesToFind(nodes: number): number {
  if (nodes < SAMPLED_FROM_NODES) return nodes;
  const percentage = Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(SAMPLED_FROM_NODES, Math.floor((nodes * percentage) / 100));
}

function possibleNodes(nodes: readonly Node[], step: SearchStep | undefined): PossibleNodes {
  if (step === undefined) return { ways: [new Map()], isComplete: true };
  const ways = step.ways().map((placed) => {
    const counts = placed.flatMap((count, place) => (count > 0 ? [[nodes[place]?.name ?? '', count] as const] : []));
    return new Map(counts);
  });
  return { ways, isComplete: step.isComplete };
}

function possibleCounts(nodes: readonly Node[], step: SearchStep | undefined): PossibleCounts {
  if (step === undefined) return { counts: [new Map()], isComplete: true };
  const countsByKey = new Map<string, CountByZone>();
  for (const placed of step.ways()) {
    const countByZone = new Map<string, number>();
    for (const [node, count] of placed.entries()) {
      const zone = nodes[node] && zoneLabelOf(nodes[node]);
      if (count > 0) countByZone.set(zone ?? '', (countByZone.get(zone ?? '') ?? 0) + count);
    }
    const key = JSON.stringify([...countByZone].sort());
    if (!countsByKey.has(key)) countsByKey.set(key, countByZone);
  }
  return { counts: [...countsByKey.values()], isComplete: step.isComplete };
}
