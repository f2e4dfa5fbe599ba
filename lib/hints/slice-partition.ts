import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** A Service's slices of one address type in the middle of a sync (topologycache SliceInfo). */
export interface SlicePartition {
  readonly toCreate: readonly EndpointSlice[];
  readonly toUpdate: readonly EndpointSlice[];
  readonly unchanged: readonly EndpointSlice[];
}

export function slicesOf(partition: SlicePartition): readonly EndpointSlice[] {
  return [...partition.toCreate, ...partition.toUpdate, ...partition.unchanged];
}
