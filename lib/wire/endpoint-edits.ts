import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { applyMergePatch, isSame, type MergePatch, mergePatchOf } from '#lib/wire/merge-patch.ts';

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
 * (endpointslice `reconcileByPortMapping`), so a change costs what changed.
 */
export function endpointEditsOf(before: readonly Endpoint[], after: readonly Endpoint[]): EndpointEdits | undefined {
  if (before === after) return undefined;
  const atByIdentity = new Map(before.map((endpoint, at) => [identityOf(endpoint), at]));
  if (atByIdentity.size !== before.length) return isSame(before, after) ? undefined : { all: after };
  const edit: [number, MergePatch][] = [];
  const insert: [number, Endpoint][] = [];
  const kept: number[] = [];
  for (const [at, endpoint] of after.entries()) {
    const old = atByIdentity.get(identityOf(endpoint));
    const oldEndpoint = old === undefined ? undefined : before[old];
    if (old === undefined || oldEndpoint === undefined) {
      insert.push([at, endpoint]);
      continue;
    }
    if (old <= (kept.at(-1) ?? -1)) return { all: after };
    const patch = mergePatchOf(oldEndpoint, endpoint);
    if (patch !== undefined) edit.push([kept.length, patch]);
    kept.push(old);
  }
  const keptPlaces = new Set(kept);
  const drop = before.flatMap((_, at) => (keptPlaces.has(at) ? [] : [at]));
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

function identityOf(endpoint: Endpoint): string {
  return `${endpoint.addresses[0] ?? ''} ${endpoint.targetRef?.uid ?? ''}`;
}
