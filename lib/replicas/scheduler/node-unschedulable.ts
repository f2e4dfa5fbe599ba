import { tolerates } from '#lib/model/toleration.ts';
import type { SchedulerPlugin, SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';

const CORDON_TAINT = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

/** A cordoned node takes only pods that tolerate the taint that goes with it (plugins/nodeunschedulable). */
export function nodeUnschedulable({ pod, nodes }: SchedulingContext): SchedulerPlugin {
  const toleratesCordon = pod.tolerations.some((toleration) => tolerates(toleration, CORDON_TAINT));
  return {
    name: 'NodeUnschedulable',
    weight: 0,
    filter: (node) => (nodes[node]?.unschedulable === true && !toleratesCordon ? 'unschedulable' : undefined),
  };
}
