import { type ClusterUsage, clusterUsageOf, type NodeUsage, usageAfter } from '#lib/replicas/scheduler/node-usage.ts';
import {
  MAX_SCORE,
  ofFeasible,
  type RejectReason,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';

/** By place of the node, so that a placement computes one node anew and not all. */
interface Fit {
  readonly usage: ClusterUsage;
  readonly scores: readonly number[];
}

/** The pod must fit; the emptier the node, the better (plugins/noderesources, fit and leastResourceScorer). */
export function nodeResourcesFit(context: SchedulingContext): SchedulerPlugin {
  const usage = clusterUsageOf(context);
  return pluginOf({ usage, scores: usage.nodes.map((node) => leastAllocated(usage, node)) });
}

function pluginOf(fit: Fit): SchedulerPlugin {
  return {
    name: 'NodeResourcesFit',
    weight: 1,
    filter: (node) => rejectReason(fit.usage, node),
    filtersByNode: true,
    scores: (feasible) => ofFeasible(fit.scores, feasible),
    after: (node) => pluginOf(fitAfter(fit, node)),
  };
}

function fitAfter(fit: Fit, place: number): Fit {
  const usage = usageAfter(fit.usage, place);
  const node = usage.nodes[place];
  if (node === undefined) return fit;
  return { usage, scores: fit.scores.with(place, leastAllocated(usage, node)) };
}

/** A resource that the pod does not request is not looked at, even on a node that is overcommitted. */
function rejectReason({ nodes, requests }: ClusterUsage, place: number): RejectReason | undefined {
  const node = nodes[place];
  if (node === undefined) return undefined;
  const { allocatable, requested } = node;
  if (node.pods + 1 > allocatable.pods) return 'too-many-pods';
  const { cpuMilli, memoryBytes } = requests;
  if (cpuMilli > 0 && cpuMilli > allocatable.cpuMilli - requested.cpuMilli) return 'insufficient-cpu';
  if (memoryBytes > 0 && memoryBytes > allocatable.memoryBytes - requested.memoryBytes) return 'insufficient-memory';
  return undefined;
}

/** The mean of the free shares of cpu and memory; a resource that the node does not have is left out. */
function leastAllocated({ nonZero }: ClusterUsage, { allocatable, nonZero: taken }: NodeUsage): number {
  let sum = 0;
  let resources = 0;
  for (const resource of ['cpuMilli', 'memoryBytes'] as const) {
    if (allocatable[resource] === 0) continue;
    const free = allocatable[resource] - taken[resource] - nonZero[resource];
    sum += free < 0 ? 0 : Math.floor((free * MAX_SCORE) / allocatable[resource]);
    resources += 1;
  }
  return resources === 0 ? 0 : Math.floor(sum / resources);
}
