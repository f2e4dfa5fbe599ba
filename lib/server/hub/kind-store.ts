import { isSame } from '#lib/wire/merge-patch.ts';

export interface KindStoreOptions<T> {
  readonly keyOf: (object: T) => string;
  /** Called for each object that came, changed in a kept field, or went; `before` and `after` are never both absent. */
  readonly onChange: (key: string, before: T | undefined, after: T | undefined) => void;
  /** What is kept in place of `after`: equal to it, made of what is held already; `before` itself where that is equal. */
  readonly share?: (before: T | undefined, after: T) => T;
}

/** The objects of one kind as the API server holds them. */
export interface KindStore<T> {
  readonly objectByKey: ReadonlyMap<string, T>;
  /** A complete list: what is not in it is gone. */
  replace(objects: readonly T[]): void;
  upsert(object: T): void;
  /** Removing what is not there is nothing: a DELETE may come after the list that already lacked it. */
  remove(object: T): void;
}

/** Most updates of a watch (heartbeats, other controllers' fields) change nothing that is kept, and end here. */
export function createKindStore<T extends object>({
  keyOf,
  onChange,
  share = sameOrNew,
}: KindStoreOptions<T>): KindStore<T> {
  const objectByKey = new Map<string, T>();

  function upsert(object: T): void {
    const key = keyOf(object);
    const before = objectByKey.get(key);
    const kept = share(before, object);
    if (kept === before) return;
    objectByKey.set(key, kept);
    onChange(key, before, kept);
  }

  function removeKey(key: string): void {
    const before = objectByKey.get(key);
    if (before === undefined) return;
    objectByKey.delete(key);
    onChange(key, before, undefined);
  }

  return {
    objectByKey,
    replace(objects) {
      const keys = new Set(objects.map(keyOf));
      for (const key of [...objectByKey.keys()]) if (!keys.has(key)) removeKey(key);
      for (const object of objects) upsert(object);
    },
    upsert,
    remove: (object) => removeKey(keyOf(object)),
  };
}

function sameOrNew<T>(before: T | undefined, after: T): T {
  return before !== undefined && isSame(before, after) ? before : after;
}
