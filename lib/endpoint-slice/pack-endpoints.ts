import { endpointKey, isSameEndpoint } from '#lib/endpoint-slice/endpoint-identity.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';

export interface PackedSlices {
  readonly toCreate: readonly EndpointSlice[];
  readonly toUpdate: readonly EndpointSlice[];
  readonly toDelete: readonly EndpointSlice[];
}

export interface PackingInput {
  readonly rules: ControllerRules;
  readonly maxEndpointsPerSlice: number;
  /** An empty slice with the right ports and without a name. */
  readonly emptySlice: EndpointSlice;
}

interface Draft {
  readonly slice: EndpointSlice;
  endpoints: Endpoint[];
  state: 'unchanged' | 'update' | 'delete';
}

/**
 * Fits the desired endpoints of one port map into slices (k8s.io/endpointslice Reconciler.reconcileByPortMapping).
 * 1. Existing slices lose endpoints that are gone and refresh changed ones; one that is left empty is deleted.
 * 2. Changed slices, fullest first, take new endpoints.
 * 3. The rest goes whole into the one unchanged slice that it fills best, or else into new slices.
 * Nothing is balanced or merged. Go takes new endpoints in random order, this in the order given.
 */
export function packEndpoints(
  existing: readonly EndpointSlice[],
  desired: readonly Endpoint[],
  { rules, maxEndpointsPerSlice, emptySlice }: PackingInput,
): PackedSlices {
  const desiredByKey = new Map(desired.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const drafts = existing.map((slice) => draftOf(slice, desiredByKey, rules));
  const added = [...desiredByKey.values()];
  const changed = drafts.filter((draft) => draft.state === 'update');
  for (const draft of changed.toSorted((left, right) => right.endpoints.length - left.endpoints.length)) {
    draft.endpoints.push(...added.splice(0, Math.max(0, maxEndpointsPerSlice - draft.endpoints.length)));
  }
  const created: Endpoint[][] = [];
  while (added.length > 0) {
    const unchanged = added.length < maxEndpointsPerSlice ? drafts.filter((draft) => draft.state === 'unchanged') : [];
    const draft = bestToFill(unchanged, added.length, maxEndpointsPerSlice);
    if (draft === undefined) {
      created.push(added.splice(0, maxEndpointsPerSlice));
    } else {
      draft.endpoints.push(...added.splice(0));
      draft.state = 'update';
    }
  }
  return {
    toCreate: created.map((endpoints) => ({ ...emptySlice, endpoints })),
    toUpdate: drafts.filter(({ state }) => state === 'update').map(({ slice, endpoints }) => ({ ...slice, endpoints })),
    toDelete: drafts.filter(({ state }) => state === 'delete').map(({ slice }) => slice),
  };
}

/** Takes the endpoints that it keeps out of `desiredByKey`. */
function draftOf(slice: EndpointSlice, desiredByKey: Map<string, Endpoint>, rules: ControllerRules): Draft {
  const kept: Endpoint[] = [];
  let isUpdated = false;
  for (const endpoint of slice.endpoints) {
    const key = endpointKey(endpoint);
    const desired = desiredByKey.get(key);
    if (desired === undefined) continue;
    desiredByKey.delete(key);
    kept.push(desired);
    if (!isSameEndpoint(desired, endpoint, rules)) isUpdated = true;
  }
  if (!isUpdated && kept.length === slice.endpoints.length) {
    return { slice, endpoints: [...slice.endpoints], state: 'unchanged' };
  }
  return { slice, endpoints: kept, state: kept.length === 0 ? 'delete' : 'update' };
}

/** The slice that comes closest to full with `count` more (getSliceToFill). */
function bestToFill(drafts: readonly Draft[], count: number, maxEndpointsPerSlice: number): Draft | undefined {
  let best: Draft | undefined;
  let least = maxEndpointsPerSlice;
  for (const draft of drafts) {
    const room = maxEndpointsPerSlice - (count + draft.endpoints.length);
    if (room >= 0 && room < least) {
      best = draft;
      least = room;
    }
  }
  return best;
}
