import type { Node } from '#lib/model/node.ts';
import type { NodeSelectorTerm, Pod } from '#lib/model/pod.ts';
import { matchesLabels, matchesRequirement } from '#lib/replicas/scheduler/label-selector.ts';

/** True when the node satisfies nodeSelector and one of the required terms (`GetRequiredNodeAffinity(pod).Match`). */
export function matchesRequiredNodeAffinity(pod: Pod, node: Node): boolean {
  const { requiredNodeTerms } = pod.affinity;
  return (
    matchesLabels(pod.nodeSelector, node.labels) &&
    (requiredNodeTerms === undefined || requiredNodeTerms.some((term) => matchesNodeTerm(term, node)))
  );
}

/** All expressions of a term must hold; a term without any matches nothing. `metadata.name` is the only field. */
export function matchesNodeTerm({ matchExpressions, matchFields }: NodeSelectorTerm, node: Node): boolean {
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((requirement) => matchesRequirement(requirement, node.labels)) &&
    matchFields.every((requirement) => matchesRequirement(requirement, { 'metadata.name': node.name }))
  );
}
