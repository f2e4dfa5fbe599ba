import type { SlicePartition } from '#lib/hints/slice-partition.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * Takes every hint off (topologycache RemoveHintsFromSlices): slices that are written anyway lose theirs, and an
 * unchanged slice with any hint, even an empty one, is written too.
 */
export function removeHints(partition: SlicePartition): SlicePartition {
  const unchanged: EndpointSlice[] = [];
  const toUpdate = partition.toUpdate.map(withoutHints);
  for (const slice of partition.unchanged) {
    if (slice.endpoints.some((endpoint) => endpoint.hints !== undefined)) toUpdate.push(withoutHints(slice));
    else unchanged.push(slice);
  }
  return { toCreate: partition.toCreate.map(withoutHints), toUpdate, unchanged };
}

/** The slice without hints; the same object when it has none. */
function withoutHints(slice: EndpointSlice): EndpointSlice {
  if (slice.endpoints.every((endpoint) => endpoint.hints === undefined)) return slice;
  return { ...slice, endpoints: slice.endpoints.map(withoutHint) };
}

/** The endpoint without hints; the same object when it has none. */
export function withoutHint(endpoint: Endpoint): Endpoint {
  if (endpoint.hints === undefined) return endpoint;
  const { hints: _, ...rest } = endpoint;
  return rest;
}
