import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import { milliOfNano } from '#lib/model/quantity.ts';
import type { SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import { type PodRequests, podRequestsOf } from '#lib/replicas/scheduler/pod-requests.ts';

/** What one node has and what is taken of it. */
export interface NodeUsage {
  readonly allocatable: PodRequests & { readonly pods: number };
  readonly pods: number;
  readonly requested: PodRequests;
  /** With a small request for every container that has none. */
  readonly nonZero: PodRequests;
}

/** The usage of every node, and what the pod would add to it. */
export interface ClusterUsage {
  readonly nodes: readonly NodeUsage[];
  readonly requests: PodRequests;
  readonly nonZero: PodRequests;
}

const usageByContext = new WeakMap<SchedulingContext, ClusterUsage>();

/** Added up once for all plugins that ask for it. */
export function clusterUsageOf(context: SchedulingContext): ClusterUsage {
  const known = usageByContext.get(context);
  if (known !== undefined) return known;
  const { pod, nodes, podsByNode } = context;
  const { requests, nonZero } = podRequestsOf(pod);
  const usage = { nodes: nodes.map((node, place) => nodeUsageOf(node, podsByNode[place] ?? [])), requests, nonZero };
  usageByContext.set(context, usage);
  return usage;
}

/** The usage once a copy of the pod is on one of the nodes. */
export function usageAfter(usage: ClusterUsage, node: number): ClusterUsage {
  const before = usage.nodes[node];
  if (before === undefined) return usage;
  const after = {
    ...before,
    pods: before.pods + 1,
    requested: plus(before.requested, usage.requests),
    nonZero: plus(before.nonZero, usage.nonZero),
  };
  return { ...usage, nodes: usage.nodes.with(node, after) };
}

export function plus(left: PodRequests, right: PodRequests): PodRequests {
  return { cpuMilli: left.cpuMilli + right.cpuMilli, memoryBytes: left.memoryBytes + right.memoryBytes };
}

function nodeUsageOf({ allocatable }: Node, pods: readonly Pod[]): NodeUsage {
  const requested = { cpuMilli: 0, memoryBytes: 0 };
  const nonZero = { cpuMilli: 0, memoryBytes: 0 };
  for (const pod of pods) {
    const ofPod = podRequestsOf(pod);
    requested.cpuMilli += ofPod.requests.cpuMilli;
    requested.memoryBytes += ofPod.requests.memoryBytes;
    nonZero.cpuMilli += ofPod.nonZero.cpuMilli;
    nonZero.memoryBytes += ofPod.nonZero.memoryBytes;
  }
  return {
    allocatable: {
      cpuMilli: milliOfNano(allocatable.cpuNano ?? 0),
      memoryBytes: allocatable.memoryBytes ?? 0,
      pods: allocatable.pods ?? 0,
    },
    pods: pods.length,
    requested,
    nonZero,
  };
}
