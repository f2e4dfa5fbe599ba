import type { BalanceRule } from '#lib/kube-version/scheduler-rules.ts';
import {
  type ClusterUsage,
  clusterUsageOf,
  type NodeUsage,
  plus,
  usageAfter,
} from '#lib/replicas/scheduler/node-usage.ts';
import { MAX_SCORE, ofFeasible, type SchedulerPlugin, type SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import type { PodRequests } from '#lib/replicas/scheduler/pod-requests.ts';

/** The closer the used shares of cpu and memory are to each other, the better (plugins/noderesources). */
export function nodeResourcesBalancedAllocation(context: SchedulingContext): SchedulerPlugin {
  const usage = clusterUsageOf(context);
  const isBestEffort = usage.requests.cpuMilli === 0 && usage.requests.memoryBytes === 0;
  if (isBestEffort && context.rules.skipsBalanceWithoutRequests) {
    return { name: 'NodeResourcesBalancedAllocation', weight: 1 };
  }
  const scorer = SCORERS[context.rules.balance];
  return pluginOf(
    usage,
    usage.nodes.map((node) => scorer(node, usage)),
    scorer,
  );
}

type Scorer = (node: NodeUsage, usage: ClusterUsage) => number;

const SCORERS: Readonly<Record<BalanceRule, Scorer>> = {
  difference: ({ allocatable, nonZero }, usage) => {
    const taken = plus(nonZero, usage.nonZero);
    const shares = [share(taken.cpuMilli, allocatable.cpuMilli), share(taken.memoryBytes, allocatable.memoryBytes)];
    const [cpu = 1, memory = 1] = shares;
    return cpu >= 1 || memory >= 1 ? 0 : Math.trunc((1 - Math.abs(cpu - memory)) * MAX_SCORE);
  },
  deviation: ({ allocatable, requested }, { requests }) => balance(plus(requested, requests), allocatable),
  improvement: ({ allocatable, requested }, { requests }) => {
    const gain = balance(plus(requested, requests), allocatable) - balance(requested, allocatable);
    return MAX_SCORE / 2 + Math.trunc((MAX_SCORE / 2 + gain) / 2);
  },
};

/** Scores by place of the node, so that a placement computes one node anew and not all. */
function pluginOf(usage: ClusterUsage, scores: readonly number[], scorer: Scorer): SchedulerPlugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    weight: 1,
    scores: (feasible) => ofFeasible(scores, feasible),
    after: (place) => {
      const taken = usageAfter(usage, place);
      const node = taken.nodes[place];
      return pluginOf(taken, node === undefined ? scores : scores.with(place, scorer(node, taken)), scorer);
    },
  };
}

/** 1 minus the standard deviation of the two shares; a node without one of the resources is balanced. */
function balance(taken: PodRequests, allocatable: PodRequests): number {
  if (allocatable.cpuMilli === 0 || allocatable.memoryBytes === 0) return MAX_SCORE;
  const cpu = Math.min(1, share(taken.cpuMilli, allocatable.cpuMilli));
  const memory = Math.min(1, share(taken.memoryBytes, allocatable.memoryBytes));
  return Math.trunc((1 - Math.abs((cpu - memory) / 2)) * MAX_SCORE);
}

function share(taken: number, capacity: number): number {
  return capacity === 0 ? 1 : taken / capacity;
}
