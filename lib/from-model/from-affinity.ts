import { filled } from '#lib/from-model/from-object-meta.ts';
import type { Affinity, PodAffinityTerm, WeightedPodAffinityTerm } from '#lib/model/pod.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** `spec.affinity`; undefined where there is none. */
export function fromAffinity(affinity: Affinity): Json | undefined {
  const { requiredNodeTerms, preferredNodeTerms } = affinity;
  const node = defined({
    [REQUIRED]: requiredNodeTerms === undefined ? undefined : { nodeSelectorTerms: requiredNodeTerms },
    [PREFERRED]: filled(preferredNodeTerms),
  });
  const pod = podTerms(affinity.requiredPodTerms, affinity.preferredPodTerms);
  const antiPod = podTerms(affinity.requiredAntiPodTerms, affinity.preferredAntiPodTerms);
  return filled(defined({ nodeAffinity: filled(node), podAffinity: filled(pod), podAntiAffinity: filled(antiPod) }));
}

function podTerms(required: readonly PodAffinityTerm[], preferred: readonly WeightedPodAffinityTerm[]): Json {
  return defined({
    [REQUIRED]: filled(required),
    [PREFERRED]: filled(preferred.map(({ weight, term }) => ({ weight, podAffinityTerm: term }))),
  });
}
