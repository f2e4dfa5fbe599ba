import { type ClusterUsage, clusterUsageOf, type NodeUsage, usageAfter } from '#lib/replicas/scheduler/node-usage.ts';
import {
  MAX_SCORE,
  type RejectReason,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';

/** The pod must fit; the emptier the node, the better (plugins/noderesources, fit and leastResourceScorer). */
export function nodeResourcesFit(context: SchedulingContext): SchedulerPlugin {
  return pluginOf(clusterUsageOf(context));
}

function pluginOf(usage: ClusterUsage): SchedulerPlugin {
  return {
    name: 'NodeResourcesFit',
    weight: 1,
    filter: (node) => rejectReason(usage, usage.nodes[node]),
    scores: (feasible) => feasible.map((node) => leastAllocated(usage, usage.nodes[node])),
    after: (node) => pluginOf(usageAfter(usage, node)),
  };
}

/** A resource that the pod does not request is not looked at, even on a node that is overcommitted. */
function rejectReason({ requests }: ClusterUsage, node: NodeUsage | undefined): RejectReason | undefined {
  if (node === undefined) return undefined;
  const { allocatable, requested } = node;
  if (node.pods + 1 > allocatable.pods) return 'too-many-pods';
  const { cpuMilli, memoryBytes } = requests;
  if (cpuMilli > 0 && cpuMilli > allocatable.cpuMilli - requested.cpuMilli) return 'insufficient-cpu';
  if (memoryBytes > 0 && memoryBytes > allocatable.memoryBytes - requested.memoryBytes) return 'insufficient-memory';
  return undefined;
}

/** The mean of the free shares of cpu and memory; a resource that the node does not have is left out. */
function leastAllocated({ nonZero }: ClusterUsage, node: NodeUsage | undefined): number {
  if (node === undefined) return 0;
  const { allocatable } = node;
  let sum = 0;
  let resources = 0;
  for (const resource of ['cpuMilli', 'memoryBytes'] as const) {
    if (allocatable[resource] === 0) continue;
    const free = allocatable[resource] - node.nonZero[resource] - nonZero[resource];
    sum += free < 0 ? 0 : Math.floor((free * MAX_SCORE) / allocatable[resource]);
    resources += 1;
  }
  return resources === 0 ? 0 : Math.floor(sum / resources);
}
