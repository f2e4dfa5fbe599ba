import type { LabelMatcher } from '#lib/demo/api-server/label-selector.ts';
import { type Json, list, record, stringByKey, text, texts } from '#lib/to-model/json.ts';

/** A `metav1.LabelSelector` of an object's spec as a predicate; absent matches nothing, empty matches everything. */
export function labelSelectorMatcher(selector: unknown): LabelMatcher {
  if (selector === undefined || selector === null) return () => false;
  const wanted = Object.entries(stringByKey(record(selector)['matchLabels']));
  const expressions = list(record(selector)['matchExpressions']).map(record);
  return (labels) =>
    wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    expressions.every((expression) => matchesExpression(expression, labels));
}

function matchesExpression(expression: Json, labels: Readonly<Record<string, string>>): boolean {
  const key = text(expression['key']);
  const has = Object.hasOwn(labels, key);
  const isIn = has && texts(expression['values']).includes(labels[key] ?? '');
  switch (expression['operator']) {
    case 'In':
      return isIn;
    case 'NotIn':
      return !isIn;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}

/** The same as the text of a query (`a=b,c in (d,e)`), as `scale` reports it. */
export function labelSelectorText(selector: unknown): string {
  const labels = Object.entries(stringByKey(record(selector)['matchLabels'])).map(([key, value]) => `${key}=${value}`);
  const expressions = list(record(selector)['matchExpressions']).map(record).map(expressionText);
  return [...labels, ...expressions].join(',');
}

function expressionText(expression: Json): string {
  const key = text(expression['key']);
  const values = texts(expression['values']).join(',');
  switch (expression['operator']) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'Exists':
      return key;
    default:
      return `!${key}`;
  }
}
