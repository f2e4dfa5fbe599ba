import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Shares } from '#lib/hints/share-out.ts';
import type { Endpoint, EndpointHints, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * The slices with each counted endpoint hinted to the zone that `shares` gives it; endpoints that do not count keep what
 * they have (topologycache AddHints clears their hints on a copy only). An endpoint that is hinted so already is reused.
 */
export function withZoneHints(
  slices: readonly EndpointSlice[],
  { zones, hintOf }: Pick<Shares, 'zones' | 'hintOf'>,
  counts: CountsEndpoint,
): readonly EndpointSlice[] {
  const hintsOf = zones.map((zone): EndpointHints => ({ forZones: [zone] }));
  let next = 0;
  const hinted = (endpoint: Endpoint): Endpoint => {
    const hints = hintsOf[hintOf[next] ?? -1];
    if (!counts(endpoint) || hints === undefined) return endpoint;
    next += 1;
    return isHintedLike(endpoint, hints) ? endpoint : { ...endpoint, hints };
  };
  return slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.map(hinted) }));
}

function isHintedLike({ hints }: Endpoint, { forZones }: EndpointHints): boolean {
  return hints?.forZones?.length === 1 && hints.forZones[0] === forZones?.[0] && hints.forNodes === undefined;
}
