import type {
  Affinity,
  LabelSelector,
  LabelSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  WeightedNodeSelectorTerm,
  WeightedPodAffinityTerm,
} from '#lib/model/pod.ts';
import {
  defined,
  isRecord,
  type Json,
  list,
  optionalNumber,
  record,
  stringByKey,
  text,
  texts,
} from '#lib/to-model/json.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** `spec.affinity`; what is absent there is an empty list, but for the required node terms, where absent is no rule. */
export function toAffinity(affinity: unknown): Affinity {
  const node = record(record(affinity)['nodeAffinity']);
  const pod = record(record(affinity)['podAffinity']);
  const antiPod = record(record(affinity)['podAntiAffinity']);
  const required = node[REQUIRED];
  return defined({
    requiredNodeTerms: isRecord(required)
      ? list(required['nodeSelectorTerms']).map(record).map(toNodeSelectorTerm)
      : undefined,
    preferredNodeTerms: list(node[PREFERRED]).map(record).map(toWeightedNodeTerm),
    requiredPodTerms: list(pod[REQUIRED]).map(record).map(toPodAffinityTerm),
    preferredPodTerms: list(pod[PREFERRED]).map(record).map(toWeightedPodTerm),
    requiredAntiPodTerms: list(antiPod[REQUIRED]).map(record).map(toPodAffinityTerm),
    preferredAntiPodTerms: list(antiPod[PREFERRED]).map(record).map(toWeightedPodTerm),
  });
}

/** A label selector; undefined when there is none, which matches nothing. */
export function toLabelSelector(selector: unknown): LabelSelector | undefined {
  if (!isRecord(selector)) return undefined;
  return {
    matchLabels: stringByKey(selector['matchLabels']),
    matchExpressions: list(selector['matchExpressions']).map(record).map(toRequirement),
  };
}

function toRequirement(requirement: Json): LabelSelectorRequirement {
  return {
    key: text(requirement['key']),
    operator: text(requirement['operator']),
    values: texts(requirement['values']),
  };
}

function toNodeSelectorTerm(term: Json): NodeSelectorTerm {
  return {
    matchExpressions: list(term['matchExpressions']).map(record).map(toRequirement),
    matchFields: list(term['matchFields']).map(record).map(toRequirement),
  };
}

function toWeightedNodeTerm(weighted: Json): WeightedNodeSelectorTerm {
  return {
    weight: optionalNumber(weighted['weight']) ?? 0,
    preference: toNodeSelectorTerm(record(weighted['preference'])),
  };
}

function toPodAffinityTerm(term: Json): PodAffinityTerm {
  return defined({
    topologyKey: text(term['topologyKey']),
    labelSelector: toLabelSelector(term['labelSelector']),
    namespaces: texts(term['namespaces']),
    matchLabelKeys: texts(term['matchLabelKeys']),
    mismatchLabelKeys: texts(term['mismatchLabelKeys']),
  });
}

function toWeightedPodTerm(weighted: Json): WeightedPodAffinityTerm {
  return {
    weight: optionalNumber(weighted['weight']) ?? 0,
    term: toPodAffinityTerm(record(weighted['podAffinityTerm'])),
  };
}
