import { type PluginName, REJECT_REASONS, type RejectReason } from '#lib/replicas/scheduler/plugin.ts';
import { rejectionOf, runCycle, schedulerStateOf } from '#lib/replicas/scheduler/scheduler-state.ts';
import { type PlacementInput, schedulingContextOf } from '#lib/replicas/scheduler/scheduling-context.ts';

/** Why one node cannot take the pod; `message` is the scheduler's own. */
export interface NodeRejection {
  readonly plugin: PluginName;
  readonly reason: RejectReason;
  readonly message: string;
}

/** Scores of one node: by plugin, times its weight; a plugin that was skipped is absent. */
export interface NodeScores {
  readonly byPlugin: Readonly<Partial<Record<PluginName, number>>>;
  readonly total: number;
}

/** Where the next replica goes. All lists of nodes are in the scheduler's list order. */
export interface Placement {
  readonly feasible: readonly string[];
  readonly rejectionByNode: ReadonlyMap<string, NodeRejection>;
  /** Of feasible nodes; empty when there are fewer than two, since then nothing is scored. */
  readonly scoresByNode: ReadonlyMap<string, NodeScores>;
  /** The best nodes: each of them can be the one. */
  readonly possible: readonly string[];
  /** The one of them that is named most often; absent when no node is feasible. */
  readonly likely?: string;
  /** No node is feasible: the pod stays Pending. */
  readonly unschedulable: boolean;
}

/**
 * Where kube-scheduler puts one pod (`Scheduler.schedulePod`, default profile). Not looked at: preemption, volumes,
 * extended resources, namespaceSelector, other profiles.
 */
export function place(input: PlacementInput): Placement {
  const context = schedulingContextOf(input);
  const state = schedulerStateOf(context);
  const cycle = runCycle(state, input.rules.breaksTiesByHeap);
  const nameOf = (node: number): string => context.nodes[node]?.name ?? '';
  const rejections = context.nodes.flatMap(({ name }, node) => {
    const rejection = rejectionOf(state, node);
    return rejection ? [[name, { ...rejection, message: REJECT_REASONS[rejection.reason] }] as const] : [];
  });
  const scores = cycle.feasible.map((node, index) => {
    const byPlugin = Object.fromEntries(
      cycle.scores.map(({ plugin, weight, scores }) => [plugin, weight * (scores[index] ?? 0)]),
    );
    return [nameOf(node), { byPlugin, total: cycle.totals[index] ?? 0 }] as const;
  });
  return {
    feasible: cycle.feasible.map(nameOf),
    rejectionByNode: new Map(rejections),
    scoresByNode: new Map(cycle.scores.length > 0 ? scores : []),
    possible: cycle.possible.map(nameOf),
    ...(cycle.likely !== undefined && { likely: nameOf(cycle.likely) }),
    unschedulable: cycle.feasible.length === 0,
  };
}
