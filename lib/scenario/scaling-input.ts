import type { Node } from '#lib/model/node.ts';
import type { ScaledPodsInput } from '#lib/replicas/scaled-pods.ts';
import type { ScalableWorkload } from '#lib/replicas/workload.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

export type ScaleScene = Pick<ServiceInput, 'service' | 'nodes' | 'pods' | 'context' | 'now'>;

/** How one workload behind a Service is scaled, as far as this Service's pods tell how full the nodes are. */
export function scalingInput(scene: ScaleScene, workload: ScalableWorkload): ScaledPodsInput {
  const { service, nodes, pods, context, now } = scene;
  return {
    workload,
    pods,
    nodes: nodes.toSorted(byAge),
    services: [service],
    replicaRules: context.replicaRules,
    schedulerRules: context.schedulerRules,
    // Only the likely outcome is shown: looking for others would cost more than the rest of a prediction.
    searchBudget: -1,
    now,
  };
}

/** The scheduler takes nodes in the order in which they joined. */
function byAge(left: Node, right: Node): number {
  return (left.creationTime ?? 0) - (right.creationTime ?? 0) || (left.name < right.name ? -1 : 1);
}
