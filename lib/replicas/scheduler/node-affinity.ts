import {
  normalised,
  ofFeasible,
  type SchedulerPlugin,
  type SchedulingContext,
} from '#lib/replicas/scheduler/plugin.ts';
import { matchesNodeTerm, matchesRequiredNodeAffinity } from '#lib/replicas/scheduler/required-node-affinity.ts';

/** nodeSelector and required terms keep nodes out; preferred terms add up their weights (plugins/nodeaffinity). */
export function nodeAffinity({ pod, nodes, rules }: SchedulingContext): SchedulerPlugin {
  const { preferredNodeTerms } = pod.affinity;
  const isMatch = nodes.map((node) => matchesRequiredNodeAffinity(pod, node));
  const weights = nodes.map((node) =>
    preferredNodeTerms
      .filter(({ preference }) => matchesNodeTerm(preference, node))
      .reduce((sum, { weight }) => sum + weight, 0),
  );
  return {
    name: 'NodeAffinity',
    weight: rules.nodeAffinityWeight,
    filter: (node) => (isMatch[node] ? undefined : 'node-affinity'),
    ...(preferredNodeTerms.length > 0 && {
      scores: (feasible: readonly number[]) => normalised(ofFeasible(weights, feasible)),
    }),
  };
}
