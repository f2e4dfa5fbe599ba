/**
 * Gives back `next` with every part that equals its part in `previous` replaced by that very object, so that
 * memoised components whose data did not change do not draw again. Plain data only: objects, arrays, primitives.
 */
export function shareStructure<T>(previous: unknown, next: T): T {
  return shared(previous, next) as T;
}

/** `previous` where it holds the very items of `next`. */
export function sameList<T>(previous: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  const isSame = previous?.length === next.length && next.every((item, index) => Object.is(item, previous[index]));
  return isSame ? previous : next;
}

function shared(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return sharedArray(previous, next);
  if (isRecord(previous) && isRecord(next)) return sharedRecord(previous, next);
  return next;
}

function sharedArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let previousById: ReadonlyMap<unknown, unknown> | undefined;
  let same = previous.length === next.length;
  const result = next.map((item, index) => {
    const there = previous[index];
    if (Object.is(there, item)) return there;
    const id = identityOf(item);
    let before = there;
    if (id !== undefined && id !== identityOf(there)) {
      // A list that moved by one place still keeps its items.
      previousById ??= byId(previous);
      before = previousById.get(id) ?? there;
    }
    const part = shared(before, item);
    if (part !== there) same = false;
    return part;
  });
  return same ? previous : result;
}

function sharedRecord(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next);
  let same = Object.keys(previous).length === keys.length;
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const part = shared(Object.hasOwn(previous, key) ? previous[key] : undefined, next[key]);
    if (part !== previous[key] || !Object.hasOwn(previous, key)) same = false;
    result[key] = part;
  }
  return same ? previous : result;
}

function byId(items: readonly unknown[]): ReadonlyMap<unknown, unknown> {
  const itemById = new Map<unknown, unknown>();
  for (const item of items) {
    const id = identityOf(item);
    if (id !== undefined) itemById.set(id, item);
  }
  return itemById;
}

function identityOf(item: unknown): unknown {
  return isRecord(item) ? (item['id'] ?? item['key']) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
