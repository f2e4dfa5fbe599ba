import { type StringByKey, valueAt } from '#lib/model/object-meta.ts';
import type { LabelSelector, LabelSelectorRequirement } from '#lib/model/pod.ts';

/** True when the labels satisfy one requirement (`labels.Requirement.Matches`); an unknown operator matches nothing. */
export function matchesRequirement({ key, operator, values }: LabelSelectorRequirement, labels: StringByKey): boolean {
  const value = valueAt(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number.parseInt(value, 10) > Number.parseInt(values[0] ?? '', 10);
    case 'Lt':
      return value !== undefined && Number.parseInt(value, 10) < Number.parseInt(values[0] ?? '', 10);
    default:
      return false;
  }
}

/** No selector matches nothing, an empty one everything (`LabelSelectorAsSelector`). */
export function matchesSelector(selector: LabelSelector | undefined, labels: StringByKey): boolean {
  return matcherOf(selector)(labels);
}

/** The same for the labels of many: what the selector asks for is read once. */
export function matcherOf(selector: LabelSelector | undefined): (labels: StringByKey) => boolean {
  if (selector === undefined) return () => false;
  const wanted = Object.entries(selector.matchLabels);
  return (labels) =>
    hasAll(wanted, labels) && selector.matchExpressions.every((requirement) => matchesRequirement(requirement, labels));
}

/** Every key with its value is there; an empty set is in everything. */
export function matchesLabels(wanted: StringByKey, labels: StringByKey): boolean {
  return hasAll(Object.entries(wanted), labels);
}

function hasAll(wanted: readonly (readonly [string, string])[], labels: StringByKey): boolean {
  return wanted.every(([key, value]) => valueAt(labels, key) === value);
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0;
}

/** The selector and more labels, all of which must match. */
export function withLabels(selector: LabelSelector, labels: StringByKey): LabelSelector {
  const expressions = Object.keys(labels).map((key) => ({ key, operator: 'In', values: [labels[key] ?? ''] }));
  return { matchLabels: selector.matchLabels, matchExpressions: [...selector.matchExpressions, ...expressions] };
}
