import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { createNameNumbers } from '#lib/model/name-numbers.ts';

/** The own zones of counted endpoints in slice order, as small numbers: 5,000 endpoints take no objects. */
export interface ZonedEndpoints {
  /** Zone names by number. */
  readonly zones: readonly string[];
  /** The number of each counted endpoint's zone. */
  readonly zoneOf: Uint16Array;
  /** How many endpoints each zone has. */
  readonly endpointsIn: readonly number[];
  /** The first counted endpoint that has none, if any: its zone is ''. */
  readonly zoneless: Endpoint | undefined;
}

/** Reads the zones of all counted endpoints, each once. */
export function zonedEndpoints(slices: readonly EndpointSlice[], counts: CountsEndpoint): ZonedEndpoints {
  const numbers = createNameNumbers();
  const zoneOf = new Uint16Array(slices.reduce((total, slice) => total + slice.endpoints.length, 0));
  const endpointsIn: number[] = [];
  let zoneless: Endpoint | undefined;
  let counted = 0;
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!counts(endpoint)) continue;
      const zone = endpoint.zone ?? '';
      if (zone === '') zoneless ??= endpoint;
      const number = numbers.add(zone);
      endpointsIn[number] = (endpointsIn[number] ?? 0) + 1;
      zoneOf[counted] = number;
      counted += 1;
    }
  }
  return { zones: numbers.names, zoneOf: zoneOf.subarray(0, counted), endpointsIn, zoneless };
}
