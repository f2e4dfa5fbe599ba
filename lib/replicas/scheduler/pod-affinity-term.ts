import { valueAt } from '#lib/model/object-meta.ts';
import type { LabelSelector, Pod, PodAffinityTerm } from '#lib/model/pod.ts';
import { matchesSelector } from '#lib/replicas/scheduler/label-selector.ts';

/**
 * Does a term of `owner` mean `other`? (`AffinityTerm.Matches`) Without namespaces the owner's own counts;
 * matchLabelKeys and mismatchLabelKeys compare with the owner's labels, where it has them.
 */
export function termMatches(term: PodAffinityTerm, owner: Pod, other: Pod): boolean {
  const namespaces = term.namespaces.length === 0 ? [owner.namespace] : term.namespaces;
  return namespaces.includes(other.namespace) && matchesSelector(selectorOf(term, owner), other.labels);
}

/** Does the pod ask for other pods, or none of them, around it? */
export function hasPodTerms({ affinity }: Pod): boolean {
  const { requiredPodTerms, preferredPodTerms, requiredAntiPodTerms, preferredAntiPodTerms } = affinity;
  return (
    requiredPodTerms.length + preferredPodTerms.length + requiredAntiPodTerms.length + preferredAntiPodTerms.length > 0
  );
}

function selectorOf(
  { labelSelector, matchLabelKeys, mismatchLabelKeys }: PodAffinityTerm,
  owner: Pod,
): LabelSelector | undefined {
  if (labelSelector === undefined || matchLabelKeys.length + mismatchLabelKeys.length === 0) return labelSelector;
  const requirementsOf = (keys: readonly string[], operator: string) =>
    keys.flatMap((key) => {
      const value = valueAt(owner.labels, key);
      return value === undefined ? [] : [{ key, operator, values: [value] }];
    });
  const { matchLabels, matchExpressions } = labelSelector;
  const own = [...requirementsOf(matchLabelKeys, 'In'), ...requirementsOf(mismatchLabelKeys, 'NotIn')];
  return { matchLabels, matchExpressions: [...matchExpressions, ...own] };
}
