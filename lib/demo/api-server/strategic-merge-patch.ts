import { listStrategy } from '#lib/demo/api-server/merge-keys.ts';
import { badRequest } from '#lib/demo/api-server/status-error.ts';
import { isRecord, type Json, list } from '#lib/to-model/json.ts';

const SET_ORDER = '$setElementOrder/';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';

interface Place {
  readonly kind: string;
  readonly path: readonly string[];
}

/**
 * Kubernetes' strategic merge patch (apimachinery util/strategicpatch): lists with a merge key merge by it;
 * `$patch: delete|replace|merge`, `$setElementOrder/x`, `$deleteFromPrimitiveList/x` and `$retainKeys` are directives.
 *
 * @throws StatusError BadRequest for an element of a merged list without its merge key.
 */
export function strategicMergePatch(kind: string, target: Json, patch: Json): Json {
  return mergeObject({ kind, path: [] }, target, patch);
}

function mergeObject(place: Place, target: Json, patch: Json): Json {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const result: Record<string, unknown> = retained(target, patch['$retainKeys']);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    const inner = { kind: place.kind, path: [...place.path, key] };
    const current = result[key];
    if (value === null) delete result[key];
    else if (isRecord(value)) {
      const merged = mergeObject(inner, isRecord(current) ? current : {}, value);
      if (value['$patch'] === 'delete') delete result[key];
      else result[key] = merged;
    } else if (Array.isArray(value)) result[key] = mergeList(inner, list(current), value);
    else result[key] = value;
  }
  for (const [key, value] of Object.entries(patch)) applyListDirective(place, result, { key, value });
  return result;
}

function retained(target: Json, keys: unknown): Record<string, unknown> {
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)));
}

function withoutDirectives(patch: Json): Json {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')));
}

function mergeList(place: Place, current: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  const strategy = listStrategy(place.kind, place.path);
  if (strategy === 'replace') return patch;
  if (strategy === 'merge-primitives') return [...current, ...patch.filter((item) => !current.includes(item))];
  const items = patch.filter(isRecord);
  if (items.some((item) => item['$patch'] === 'replace' && !Object.hasOwn(item, strategy.mergeKey))) {
    return items.filter((item) => item['$patch'] === undefined);
  }
  const result = [...current];
  for (const item of items) mergeItem(place, result, { item, mergeKey: strategy.mergeKey });
  return result;
}

function mergeItem(place: Place, result: unknown[], patch: { readonly item: Json; readonly mergeKey: string }): void {
  const key = patch.item[patch.mergeKey];
  if (key === undefined) {
    throw badRequest(`map: ${JSON.stringify(patch.item)} does not contain declared merge key: ${patch.mergeKey}`);
  }
  const index = result.findIndex((item) => isRecord(item) && item[patch.mergeKey] === key);
  const current = result[index];
  if (patch.item['$patch'] === 'delete') {
    if (index >= 0) result.splice(index, 1);
  } else if (isRecord(current)) result[index] = mergeObject(place, current, patch.item);
  else result.push(mergeObject(place, {}, patch.item));
}

/** Deletions and order come after the merge, so that a list which is only reordered is reordered too. */
function applyListDirective(
  place: Place,
  result: Record<string, unknown>,
  directive: { readonly key: string; readonly value: unknown },
): void {
  const wanted = list(directive.value);
  if (directive.key.startsWith(DELETE_PRIMITIVES)) {
    const field = directive.key.slice(DELETE_PRIMITIVES.length);
    if (Array.isArray(result[field])) result[field] = list(result[field]).filter((item) => !wanted.includes(item));
  } else if (directive.key.startsWith(SET_ORDER)) {
    const field = directive.key.slice(SET_ORDER.length);
    if (!Array.isArray(result[field])) return;
    const strategy = listStrategy(place.kind, [...place.path, field]);
    const mergeKey = typeof strategy === 'object' ? strategy.mergeKey : undefined;
    const identity = (item: unknown) => (mergeKey !== undefined && isRecord(item) ? item[mergeKey] : item);
    result[field] = inOrder(list(result[field]), wanted.map(identity), identity);
  }
}

/** Items that the order does not name keep their place behind the item they followed. */
function inOrder(
  items: readonly unknown[],
  order: readonly unknown[],
  identity: (item: unknown) => unknown,
): readonly unknown[] {
  const named = items.filter((item) => order.includes(identity(item)));
  named.sort((left, right) => order.indexOf(identity(left)) - order.indexOf(identity(right)));
  const rest = items.filter((item) => !order.includes(identity(item)));
  return [...named, ...rest];
}
