import type { Taint } from '#lib/model/node.ts';
import {
  MAX_SCORE,
  normalised,
  ofFeasible,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';
import { keepsPodsAway, toleratesAll } from '#lib/replicas/scheduler/toleration.ts';

/**
 * Every NoSchedule and NoExecute taint must be tolerated; of the rest, the fewer PreferNoSchedule taints that are not,
 * the better (plugins/tainttoleration). A NotReady node is kept free by its taints; its condition is not looked at.
 */
export function taintToleration({ pod, nodes, rules }: SchedulingContext): SchedulerPlugin {
  const isRejected = nodes.map((node) => !toleratesAll(pod.tolerations, node.taints.filter(keepsPodsAway)));
  const isUntolerated = (taint: Taint) =>
    taint.effect === 'PreferNoSchedule' && !toleratesAll(pod.tolerations, [taint]);
  const untolerated = nodes.map(({ taints }) => taints.filter(isUntolerated).length);
  return {
    name: 'TaintToleration',
    weight: rules.taintTolerationWeight,
    filter: (node) => (isRejected[node] ? 'untolerated-taint' : undefined),
    scores: (feasible) => normalised(ofFeasible(untolerated, feasible)).map((share) => MAX_SCORE - share),
  };
}
