import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { applyEndpointEdits, endpointEditsOf } from '#lib/wire/endpoint-edits.ts';
import { applyMergePatch, mergePatchOf } from '#lib/wire/merge-patch.ts';
import type { Changes, SliceChanges, SlicePatch } from '#lib/wire/message.ts';

/** Objects of one kind by name (or key); an object of a new uid under an old name is another object. */
export type ByName<T> = ReadonlyMap<string, T>;

/** What happened to the objects named in `names` between two states; undefined when nothing did. */
export function changesOf<T extends object>(
  names: Iterable<string>,
  before: ByName<T>,
  after: ByName<T>,
): Changes<T> | undefined {
  const set: T[] = [];
  const patch: [string, Record<string, unknown>][] = [];
  const gone: string[] = [];
  for (const name of names) {
    const old = before.get(name);
    const now = after.get(name);
    if (now === undefined) {
      if (old !== undefined) gone.push(name);
    } else if (old === undefined || uidOf(old) !== uidOf(now)) {
      set.push(now);
    } else {
      const fields = mergePatchOf(old, now);
      if (fields !== undefined) patch.push([name, fields]);
    }
  }
  return filled({ set, patch, gone });
}

/** The same for slices, whose endpoints are compared one by one. */
export function sliceChangesOf(
  names: Iterable<string>,
  before: ByName<EndpointSlice>,
  after: ByName<EndpointSlice>,
): SliceChanges | undefined {
  const set: EndpointSlice[] = [];
  const patch: SlicePatch[] = [];
  const gone: string[] = [];
  for (const name of names) {
    const old = before.get(name);
    const now = after.get(name);
    if (now === undefined) {
      if (old !== undefined) gone.push(name);
    } else if (old === undefined || old.uid !== now.uid) {
      set.push(now);
    } else {
      const change = slicePatchOf(old, now);
      if (change !== undefined) patch.push(change);
    }
  }
  return filled({ set, patch, gone });
}

function slicePatchOf(old: EndpointSlice, now: EndpointSlice): SlicePatch | undefined {
  const { endpoints: oldEndpoints, ...oldFields } = old;
  const { endpoints, ...nowFields } = now;
  const fields = mergePatchOf(oldFields, nowFields);
  const edits = endpointEditsOf(oldEndpoints, endpoints);
  if (fields === undefined && edits === undefined) return undefined;
  return { name: now.name, ...edits, ...(fields !== undefined && { fields }) };
}

/** The list after the changes, sorted by name; the same list when there are none. */
export function withChanges<T extends { readonly name: string }>(
  before: readonly T[],
  changes: Changes<T> | undefined,
): readonly T[] {
  if (changes === undefined) return before;
  return sortedValues(withMapChanges(byName(before), changes, (object) => object.name));
}

export function withSliceChanges(
  before: readonly EndpointSlice[],
  changes: SliceChanges | undefined,
): readonly EndpointSlice[] {
  if (changes === undefined) return before;
  const { patch = [], ...rest } = changes;
  const sliceByName = new Map(withMapChanges(byName(before), rest, (slice) => slice.name));
  for (const { name, fields, ...edits } of patch) {
    const old = sliceByName.get(name);
    if (old === undefined) continue;
    const merged = fields === undefined ? old : applyMergePatch(old, fields);
    sliceByName.set(name, { ...merged, endpoints: applyEndpointEdits(old.endpoints, edits) });
  }
  return sortedValues(sliceByName);
}

/** A new map; a patch for an object that is not there is left out. */
export function withMapChanges<T extends object>(
  before: ByName<T>,
  changes: Changes<T> | undefined,
  nameOf: (object: T) => string,
): ByName<T> {
  if (changes === undefined) return before;
  const result = new Map(before);
  for (const name of changes.gone ?? []) result.delete(name);
  for (const object of changes.set ?? []) result.set(nameOf(object), object);
  for (const [name, patch] of changes.patch ?? []) {
    const old = result.get(name);
    if (old !== undefined) result.set(name, applyMergePatch(old, patch));
  }
  return result;
}

export function byName<T extends { readonly name: string }>(objects: readonly T[]): ByName<T> {
  return new Map(objects.map((object) => [object.name, object]));
}

/** Sorted by code unit, so that browser and server agree whatever their locale. */
export function sortedValues<T extends { readonly name: string }>(objectByName: ByName<T>): readonly T[] {
  return [...objectByName.values()].sort((left, right) =>
    left.name < right.name ? -1 : left.name > right.name ? 1 : 0,
  );
}

function uidOf(object: object): unknown {
  return 'uid' in object ? object.uid : undefined;
}

type Filled<T> = { [K in keyof T]?: T[K] };

function filled<T extends Record<string, readonly unknown[]>>(lists: T): Filled<T> | undefined {
  const entries = Object.entries(lists).filter(([, items]) => items.length > 0);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Filled<T>);
}
