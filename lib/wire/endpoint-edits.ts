import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { applyMergePatch, type MergePatch, mergePatchOf } from '#lib/wire/merge-patch.ts';

/**
 * How one list of endpoints became another, applied in this order: `drop` (places in the old list), `edit` (places in
 * what then is left), `insert` (places in the new list, ascending). `all` instead, when they were put in another order.
 */
export interface EndpointEdits {
  readonly drop?: readonly number[];
  readonly edit?: readonly (readonly [at: number, patch: MergePatch])[];
  readonly insert?: readonly (readonly [at: number, endpoint: Endpoint])[];
  readonly all?: readonly Endpoint[];
}

/**
 * The edits from `before` to `after`; undefined when they are equal. An endpoint is the same one when its first address
 * and its target's uid are. The EndpointSlice controller keeps the order of those that stay and appends the new ones
 * (endpointslice `reconcileByPortMapping`), so a change costs what changed, and mostly the next old one is the one.
 */
export function endpointEditsOf(before: readonly Endpoint[], after: readonly Endpoint[]): EndpointEdits | undefined {
  if (before === after) return undefined;
  let atByIdentity: ReadonlyMap<string, number> | undefined;
  const drop: number[] = [];
  const edit: [number, MergePatch][] = [];
  const insert: [number, Endpoint][] = [];
  let next = 0;
  for (let at = 0; at < after.length; at += 1) {
    const endpoint = after[at] as Endpoint;
    let old = before[next];
    if (old === undefined || !isSameEndpoint(old, endpoint)) {
      atByIdentity ??= new Map(before.map((one, place) => [identityOf(one), place]));
      const place = atByIdentity.get(identityOf(endpoint));
      if (place === undefined) {
        insert.push([at, endpoint]);
        continue;
      }
      if (place < next) return { all: after };
      for (; next < place; next += 1) drop.push(next);
      old = before[place] as Endpoint;
    }
    const patch = mergePatchOf(old, endpoint);
    if (patch !== undefined) edit.push([at - insert.length, patch]);
    next += 1;
  }
  for (; next < before.length; next += 1) drop.push(next);
  if (drop.length + edit.length + insert.length === 0) return undefined;
  return {
    ...(drop.length > 0 && { drop }),
    ...(edit.length > 0 && { edit }),
    ...(insert.length > 0 && { insert }),
  };
}

/** The new list; endpoints that did not change keep their identity. */
export function applyEndpointEdits(before: readonly Endpoint[], edits: EndpointEdits): readonly Endpoint[] {
  if (edits.all !== undefined) return edits.all;
  if (edits.drop === undefined && edits.edit === undefined && edits.insert === undefined) return before;
  const dropped = new Set(edits.drop);
  const patchByPlace = new Map(edits.edit);
  const left = before
    .filter((_, at) => !dropped.has(at))
    .map((endpoint, at) => {
      const patch = patchByPlace.get(at);
      return patch === undefined ? endpoint : applyMergePatch(endpoint, patch);
    });
  return edits.insert === undefined ? left : inserted(left, edits.insert);
}

function inserted(
  left: readonly Endpoint[],
  insert: readonly (readonly [at: number, endpoint: Endpoint])[],
): readonly Endpoint[] {
  const result: Endpoint[] = [];
  let next = 0;
  for (const [at, endpoint] of insert) {
    const until = next + at - result.length;
    result.push(...left.slice(next, until), endpoint);
    next = until;
  }
  result.push(...left.slice(next));
  return result;
}

function isSameEndpoint(left: Endpoint, right: Endpoint): boolean {
  return left === right || (left.addresses[0] === right.addresses[0] && left.targetRef?.uid === right.targetRef?.uid);
}

function identityOf(endpoint: Endpoint): string {
  return `${endpoint.addresses[0] ?? ''} ${endpoint.targetRef?.uid ?? ''}`;
}
