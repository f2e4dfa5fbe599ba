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

/**
 * Deep equality of plain data; a field that is undefined is no field. Asked of every endpoint in every event of a watch, it
 * makes nothing, and looks for what is inherited only where something can be: no prototype holds a plain value.
 */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) return Array.isArray(right) && isSameList(left, right);
  return !Array.isArray(right) && isSameFields(left as Fields, right as Fields);
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (!isSame(left[at], right[at])) return false;
  return true;
}

function isSameFields(left: Fields, right: Fields): boolean {
  let count = 0;
  for (const key in right) {
    const value = right[key];
    if (value === undefined) continue;
    const other = left[key];
    if (other !== value) {
      if (typeof value !== 'object' || !Object.hasOwn(left, key) || !isSame(other, value)) return false;
    }
    count += 1;
  }
  // All of right's are left's: as many, and there are no others.
  for (const key in left) if (left[key] !== undefined) count -= 1;
  return count === 0;
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
