import type { SchedulerRules } from '#lib/kube-version/scheduler-rules.ts';
import type { Node } from '#lib/model/node.ts';
import type { LabelSelector, Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { isPodTerminal } from '#lib/replicas/active-pod.ts';
import { inListOrder } from '#lib/replicas/scheduler/node-order.ts';
import type { SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';

/** What one placement is asked with. */
export interface PlacementInput {
  /** The pod that comes, or any replica as its pattern: where that one runs is not looked at. */
  readonly pod: Pod;
  /** In the order in which they joined (by name where that is unknown): it decides only which of several best is likely. */
  readonly nodes: readonly Node[];
  /** All pods that are known, of any workload. Those without a node or with a terminal phase count nowhere. */
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  /** The selector of the pod's ReplicaSet; absent when nothing owns it. */
  readonly replicaSetSelector?: LabelSelector;
  readonly rules: SchedulerRules;
}

export function schedulingContextOf(input: PlacementInput): SchedulingContext {
  const { pod, pods, services, replicaSetSelector, rules } = input;
  const nodes = inListOrder(input.nodes);
  const podsByNodeName = new Map<string, Pod[]>(nodes.map(({ name }) => [name, []]));
  for (const known of pods) if (!isPodTerminal(known)) podsByNodeName.get(known.nodeName)?.push(known);
  return {
    pod,
    nodes,
    nodesByArrival: input.nodes,
    podsByNode: nodes.map(({ name }) => podsByNodeName.get(name) ?? []),
    services,
    ...(replicaSetSelector && { replicaSetSelector }),
    rules,
  };
}
