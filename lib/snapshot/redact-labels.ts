import type { StringByKey } from '#lib/model/object-meta.ts';
import type { LabelSelector, LabelSelectorRequirement, NodeSelectorTerm } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, OS_LABEL, POD_TEMPLATE_HASH_LABEL, REGION_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import type { NameOf } from '#lib/snapshot/pseudonyms.ts';

/** Keys of Kubernetes' own domains name nothing of the cluster's owner. */
const KUBERNETES_KEY = /(^|\.)(kubernetes\.io|k8s\.io)\//;
const KEPT_VALUES: ReadonlySet<string> = new Set(['', 'true', 'false']);

export function redactKey(key: string, nameOf: NameOf): string {
  return KUBERNETES_KEY.test(key) || key === POD_TEMPLATE_HASH_LABEL ? key : nameOf('key', key);
}

/** The value of a label: a node's or zone's name where the key says so, so that it is the same name everywhere. */
export function redactValue(key: string, value: string, nameOf: NameOf): string {
  if (KEPT_VALUES.has(value)) return value;
  switch (key) {
    case OS_LABEL:
      return value;
    case ZONE_LABEL:
      return nameOf('zone', value);
    case REGION_LABEL:
      return nameOf('region', value);
    case HOSTNAME_LABEL:
    case 'metadata.name':
      return nameOf('node', value);
    default:
      return nameOf('value', value);
  }
}

export function redactLabels(labels: StringByKey, nameOf: NameOf): StringByKey {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [redactKey(key, nameOf), redactValue(key, value, nameOf)]),
  );
}

export function redactRequirement(requirement: LabelSelectorRequirement, nameOf: NameOf): LabelSelectorRequirement {
  const { key, operator, values } = requirement;
  return {
    key: key === 'metadata.name' ? key : redactKey(key, nameOf),
    operator,
    // Gt and Lt compare numbers, which name nothing.
    values: operator === 'Gt' || operator === 'Lt' ? values : values.map((value) => redactValue(key, value, nameOf)),
  };
}

export function redactSelector(selector: LabelSelector, nameOf: NameOf): LabelSelector {
  return {
    matchLabels: redactLabels(selector.matchLabels, nameOf),
    matchExpressions: selector.matchExpressions.map((requirement) => redactRequirement(requirement, nameOf)),
  };
}

export function redactTerm(term: NodeSelectorTerm, nameOf: NameOf): NodeSelectorTerm {
  return {
    matchExpressions: term.matchExpressions.map((requirement) => redactRequirement(requirement, nameOf)),
    matchFields: term.matchFields.map((requirement) => redactRequirement(requirement, nameOf)),
  };
}
