import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Endpoint, EndpointHints, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * The slices with each counted endpoint hinted to the next of `hintZones`; endpoints that do not count keep what they
 * have (topologycache AddHints clears their hints on a copy only). An endpoint that is hinted so already is reused.
 */
export function withZoneHints(
  slices: readonly EndpointSlice[],
  hintZones: readonly string[],
  counts: CountsEndpoint,
): readonly EndpointSlice[] {
  const hintsByZone = new Map<string, EndpointHints>();
  let next = 0;
  return slices.map((slice) => {
    const endpoints: Endpoint[] = [];
    for (const endpoint of slice.endpoints) {
      if (!counts(endpoint)) {
        endpoints.push(endpoint);
        continue;
      }
      const zone = hintZones[next] ?? '';
      next += 1;
      let hints = hintsByZone.get(zone);
      if (hints === undefined) {
        hints = { forZones: [zone] };
        hintsByZone.set(zone, hints);
      }
      endpoints.push(isHintedOnlyTo(endpoint, zone) ? endpoint : { ...endpoint, hints });
    }
    return { ...slice, endpoints };
  });
}

function isHintedOnlyTo(endpoint: Endpoint, zone: string): boolean {
  const { hints } = endpoint;
  return hints?.forZones?.length === 1 && hints.forZones[0] === zone && hints.forNodes === undefined;
}
