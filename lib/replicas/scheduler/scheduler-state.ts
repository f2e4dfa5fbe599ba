import { heapTop } from '#lib/replicas/scheduler/heap-top.ts';
import { imageLocality } from '#lib/replicas/scheduler/image-locality.ts';
import { interPodAffinity } from '#lib/replicas/scheduler/inter-pod-affinity.ts';
import { nodeAffinity } from '#lib/replicas/scheduler/node-affinity.ts';
import { nodePorts } from '#lib/replicas/scheduler/node-ports.ts';
import { nodeResourcesBalancedAllocation } from '#lib/replicas/scheduler/node-resources-balanced-allocation.ts';
import { nodeResourcesFit } from '#lib/replicas/scheduler/node-resources-fit.ts';
import { nodeUnschedulable } from '#lib/replicas/scheduler/node-unschedulable.ts';
import type { PluginName, RejectReason, SchedulerPlugin, SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import { podTopologySpread } from '#lib/replicas/scheduler/pod-topology-spread.ts';
import { taintToleration } from '#lib/replicas/scheduler/taint-toleration.ts';

/** Why a node is out: the first plugin, in their order, that rejects it. */
export interface Rejection {
  readonly plugin: PluginName;
  readonly reason: RejectReason;
}

/** What all plugins know at one moment, before the pod is placed. */
export interface SchedulerState {
  readonly plugins: readonly SchedulerPlugin[];
  /** By place of the node, of plugins that no placement changes: looked at once for a whole series. */
  readonly fixedRejections: readonly (Rejection | undefined)[];
  /** Where the copy of the pod went that led here; absent at the start. */
  readonly placedOn?: number;
}

/** One plugin's scores, before its weight, for each feasible node in their order. */
export interface PluginScores {
  readonly plugin: PluginName;
  readonly weight: number;
  readonly scores: readonly number[];
}

/** The outcome of one scheduling cycle; nodes by their place. */
export interface Cycle {
  readonly state: SchedulerState;
  readonly feasible: readonly number[];
  /** Of plugins that were not skipped; empty when fewer than two nodes are feasible, since then nobody scores. */
  readonly scores: readonly PluginScores[];
  /** Of the feasible nodes, in their order; 0 where nobody scores. */
  readonly totals: readonly number[];
  /** The nodes with the best total. */
  readonly possible: readonly number[];
  /** The one of them that wins if nothing shakes the list; undefined when no node is feasible. */
  readonly likely: number | undefined;
}

/** In the order in which the default profile runs their filters. */
const PLUGINS = [
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  podTopologySpread,
  interPodAffinity,
  nodeResourcesBalancedAllocation,
  imageLocality,
];

export function schedulerStateOf(context: SchedulingContext): SchedulerState {
  const plugins = PLUGINS.map((plugin) => plugin(context));
  const fixed = plugins.filter(({ after }) => after === undefined);
  return { plugins, fixedRejections: context.nodes.map((_, node) => firstRejection(fixed, node)) };
}

/** The state once a copy of the pod is on the node. */
export function stateAfter({ plugins, fixedRejections }: SchedulerState, node: number): SchedulerState {
  return { plugins: plugins.map((plugin) => plugin.after?.(node) ?? plugin), fixedRejections, placedOn: node };
}

/** Why the node is not feasible, by the first plugin that says so; undefined when it is. */
export function rejectionOf({ plugins }: SchedulerState, node: number): Rejection | undefined {
  return firstRejection(plugins, node);
}

/**
 * One cycle of `schedulePod` (pkg/scheduler): filter, score, choose. `before` is the cycle of the replica before, of
 * which what cannot have changed is taken over: the other nodes' feasibility where plugins filter each node by itself, and
 * scores of a plugin that no placement changes, among the same nodes.
 */
export function runCycle(state: SchedulerState, breaksTiesByHeap: boolean, before?: Cycle): Cycle {
  const found = feasibleOf(state, before);
  const feasible = before !== undefined && isSameList(found, before.feasible) ? before.feasible : found;
  const scores = feasible.length < 2 ? [] : scoresOf(state, feasible, before);
  const totals = totalsOf(scores, feasible.length);
  const possible = bestOf(feasible, totals);
  return {
    state,
    feasible,
    scores,
    totals,
    possible,
    likely: breaksTiesByHeap && possible.length > 1 ? feasible[heapTop(totals)] : possible[0],
  };
}

function feasibleOf({ plugins, fixedRejections, placedOn }: SchedulerState, before?: Cycle): readonly number[] {
  const changing = plugins.filter(({ filter, after }) => filter !== undefined && after !== undefined);
  if (before !== undefined && placedOn !== undefined && changing.every(({ filtersByNode }) => filtersByNode)) {
    const isFull = firstRejection(changing, placedOn) !== undefined;
    return isFull ? before.feasible.filter((node) => node !== placedOn) : before.feasible;
  }
  const feasible: number[] = [];
  for (let node = 0; node < fixedRejections.length; node++) {
    if (fixedRejections[node] === undefined && firstRejection(changing, node) === undefined) feasible.push(node);
  }
  return feasible;
}

function isSameList(left: readonly number[], right: readonly number[]): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function firstRejection(plugins: readonly SchedulerPlugin[], node: number): Rejection | undefined {
  for (const plugin of plugins) {
    const reason = plugin.filter?.(node);
    if (reason !== undefined) return { plugin: plugin.name, reason };
  }
  return undefined;
}

function scoresOf({ plugins }: SchedulerState, feasible: readonly number[], before?: Cycle): readonly PluginScores[] {
  const known = before?.feasible === feasible ? before : undefined;
  const all: PluginScores[] = [];
  for (let place = 0; place < plugins.length; place++) {
    const plugin = plugins[place];
    if (plugin?.scores === undefined) continue;
    const { name, weight } = plugin;
    const kept =
      known?.state.plugins[place] === plugin ? known.scores.find((scores) => scores.plugin === name) : undefined;
    const scores = kept?.scores ?? plugin.scores(feasible);
    if (scores !== undefined) all.push(kept ?? { plugin: name, weight, scores });
  }
  return all;
}

/** Counted loops from here on: the replicas of a large workload come through here one by one, each with all nodes. */
function totalsOf(all: readonly PluginScores[], feasible: number): readonly number[] {
  const totals = new Array<number>(feasible).fill(0);
  for (const { weight, scores } of all) {
    for (let index = 0; index < feasible; index++) {
      totals[index] = (totals[index] ?? 0) + weight * (scores[index] ?? 0);
    }
  }
  return totals;
}

function bestOf(feasible: readonly number[], totals: readonly number[]): readonly number[] {
  let best = Number.NEGATIVE_INFINITY;
  for (const total of totals) if (total > best) best = total;
  const possible: number[] = [];
  for (let index = 0; index < feasible.length; index++) {
    const node = feasible[index];
    if (totals[index] === best && node !== undefined) possible.push(node);
  }
  return possible;
}
