import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** The own zones of counted endpoints in slice order, as small numbers: 5,000 endpoints take no objects. */
export interface ZonedEndpoints {
  /** Zone names by number. */
  readonly zones: readonly string[];
  /** The number of each counted endpoint's zone. */
  readonly zoneOf: Uint16Array;
}

/** Reads the zones of all counted endpoints; or gives the first one that has none. */
export function zonedEndpoints(
  slices: readonly EndpointSlice[],
  counts: CountsEndpoint,
): ZonedEndpoints | { readonly zoneless: Endpoint } {
  const numberByZone = new Map<string, number>();
  const zoneOf = new Uint16Array(slices.reduce((total, slice) => total + slice.endpoints.length, 0));
  let counted = 0;
  let lastZone = '';
  let lastNumber = 0;
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!counts(endpoint)) continue;
      const { zone } = endpoint;
      if (zone === undefined || zone === '') return { zoneless: endpoint };
      if (zone !== lastZone) {
        lastZone = zone;
        const number = numberByZone.get(zone);
        lastNumber = number ?? numberByZone.size;
        if (number === undefined) numberByZone.set(zone, lastNumber);
      }
      zoneOf[counted] = lastNumber;
      counted += 1;
    }
  }
  return { zones: [...numberByZone.keys()], zoneOf: zoneOf.subarray(0, counted) };
}
