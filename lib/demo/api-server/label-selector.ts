import { badRequest } from '#lib/demo/api-server/status-error.ts';

export type LabelMatcher = (labels: Readonly<Record<string, string>>) => boolean;

const SET_REQUIREMENT = /^([^\s!=(),]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY_REQUIREMENT = /^([^\s!=(),]+)\s*(==|=|!=)\s*([^\s!=(),]*)$/;
const EXISTS_REQUIREMENT = /^(!?)\s*([^\s!=(),]+)$/;

/**
 * The `labelSelector` of a request (`a=b,c!=d,e in (f,g),h notin (i),j,!k`), as apimachinery's `labels.Parse` reads it.
 *
 * @throws StatusError BadRequest for what is no selector.
 */
export function labelMatcher(selector: string): LabelMatcher {
  const requirements = splitRequirements(selector).map((part) => toRequirement(part, selector));
  return (labels) => requirements.every((matches) => matches(labels));
}

/** Commas separate requirements, but not inside of a set's parentheses. */
function splitRequirements(selector: string): readonly string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function toRequirement(part: string, selector: string): LabelMatcher {
  const set = SET_REQUIREMENT.exec(part);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    if (operator === 'in') return (labels) => Object.hasOwn(labels, key) && values.has(labels[key] ?? '');
    return (labels) => !Object.hasOwn(labels, key) || !values.has(labels[key] ?? '');
  }
  const equality = EQUALITY_REQUIREMENT.exec(part);
  if (equality !== null) {
    const [, key = '', operator, value = ''] = equality;
    if (operator === '!=') return (labels) => !Object.hasOwn(labels, key) || labels[key] !== value;
    return (labels) => Object.hasOwn(labels, key) && labels[key] === value;
  }
  const exists = EXISTS_REQUIREMENT.exec(part);
  if (exists !== null) {
    const [, not, key = ''] = exists;
    return (labels) => Object.hasOwn(labels, key) === (not === '');
  }
  throw badRequest(`unable to parse requirement: "${part}" in selector "${selector}"`);
}
