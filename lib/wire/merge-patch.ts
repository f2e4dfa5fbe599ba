/** JSON Merge Patch (RFC 7386): objects merge, null removes, all else replaces. No kept field is ever null. */
export type MergePatch = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What turns `before` into `after`; undefined when they are equal. Arrays that differ in anything are sent whole. */
export function mergePatchOf(before: object, after: object): MergePatch | undefined {
  return fieldsPatch(before as Fields, after as Fields);
}

function fieldsPatch(before: Fields, after: Fields): MergePatch | undefined {
  if (before === after) return undefined;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(after)) {
    const value = after[key];
    if (value === undefined) continue;
    if (!Object.hasOwn(before, key) || before[key] === undefined) {
      entries.push([key, value]);
      continue;
    }
    const old = before[key];
    if (isFields(old) && isFields(value)) {
      const patch = fieldsPatch(old, value);
      if (patch !== undefined) entries.push([key, patch]);
    } else if (!isSame(old, value)) {
      entries.push([key, value]);
    }
  }
  for (const key of Object.keys(before)) {
    if (before[key] !== undefined && (!Object.hasOwn(after, key) || after[key] === undefined))
      entries.push([key, null]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Deep equality of plain data; a field that is undefined is no field. Asked of every event of a watch, it makes nothing. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => isSame(item, right[at]));
  }
  return isFields(left) && isFields(right) && isSameFields(left, right);
}

function isSameFields(left: Fields, right: Fields): boolean {
  for (const key of Object.keys(right)) {
    const value = right[key];
    if (value !== undefined && !(Object.hasOwn(left, key) && isSame(left[key], value))) return false;
  }
  for (const key of Object.keys(left)) {
    if (left[key] !== undefined && !(Object.hasOwn(right, key) && right[key] !== undefined)) return false;
  }
  return true;
}

/** A new object; fields that the patch does not name keep their identity. Keys like `__proto__` are only keys. */
export function applyMergePatch<T extends object>(before: T, patch: MergePatch): T {
  const entryByKey = new Map<string, unknown>(Object.entries(before));
  for (const [key, value] of Object.entries(patch)) {
    const old = entryByKey.get(key);
    if (value === null) entryByKey.delete(key);
    else if (isFields(value) && isFields(old)) entryByKey.set(key, applyMergePatch(old, value));
    else entryByKey.set(key, value);
  }
  return Object.fromEntries(entryByKey) as T;
}
