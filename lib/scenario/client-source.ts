import { type ClientMix, DEFAULT_MIX } from '#lib/model/client-mix.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** A client mix with what it needs to be counted. Work that it is behind is kept by the identity of this object. */
export interface ClientSource {
  readonly mix: ClientMix;
  /** Of `mix.kind` `service`: that Service's ready endpoints by their node; absent while they are not known. */
  readonly endpointsByNode?: ReadonlyMap<string, number>;
}

export const DEFAULT_CLIENTS: ClientSource = { mix: DEFAULT_MIX };

/** The source of a mix; `slices` are those of the Service that it names, of both families. */
export function clientSourceOf(mix: ClientMix, slices: readonly EndpointSlice[] | undefined): ClientSource {
  if (mix.kind === 'cpu') return DEFAULT_CLIENTS;
  if (mix.kind !== 'service' || slices === undefined) return { mix };
  return { mix, endpointsByNode: readyEndpointsByNode(slices) };
}

/** A pod that stands in both families, or in two slices, is one client. */
function readyEndpointsByNode(slices: readonly EndpointSlice[]): ReadonlyMap<string, number> {
  const nodeByClient = new Map<string, string>();
  for (const { endpoints } of slices) {
    for (const { addresses, conditions, nodeName, targetRef } of endpoints) {
      if (conditions.ready === false || nodeName === undefined) continue;
      nodeByClient.set(targetRef?.uid ?? addresses[0] ?? '', nodeName);
    }
  }
  const countByNode = new Map<string, number>();
  for (const node of nodeByClient.values()) countByNode.set(node, (countByNode.get(node) ?? 0) + 1);
  return countByNode;
}
