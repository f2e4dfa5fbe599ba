import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Shares } from '#lib/hints/share-out.ts';
import type { Endpoint, EndpointHints, EndpointSlice } from '#lib/model/endpoint-slice.ts';

const lastHinted = new WeakMap<EndpointSlice, EndpointSlice>();

/**
 * The slices with each counted endpoint hinted to the zone that `shares` gives it; endpoints that do not count keep what
 * they have (topologycache AddHints clears their hints on a copy only). An endpoint that is hinted so already is reused,
 * and so is what came of the very same slice before, for as long as that lives: where little changes from one asking to
 * the next, as between steps of a slider, most slices are the same objects.
 */
export function withZoneHints(
  slices: readonly EndpointSlice[],
  { zones, hintOf }: Pick<Shares, 'zones' | 'hintOf'>,
  counts: CountsEndpoint,
): readonly EndpointSlice[] {
  const hintsOf = zones.map((zone): EndpointHints => ({ forZones: [zone] }));
  let next = 0;
  const hinted = (endpoint: Endpoint, before: Endpoint | undefined): Endpoint => {
    const hints = hintsOf[hintOf[next] ?? -1];
    if (!counts(endpoint) || hints === undefined) return endpoint;
    next += 1;
    if (isHintedLike(endpoint, hints)) return endpoint;
    return before !== undefined && isHintedLike(before, hints) ? before : { ...endpoint, hints };
  };
  return slices.map((slice) => {
    const last = lastHinted.get(slice);
    const endpoints = slice.endpoints.map((endpoint, index) => hinted(endpoint, last?.endpoints[index]));
    if (last !== undefined && endpoints.every((endpoint, index) => endpoint === last.endpoints[index])) return last;
    const rewritten = { ...slice, endpoints };
    lastHinted.set(slice, rewritten);
    return rewritten;
  });
}

function isHintedLike({ hints }: Endpoint, { forZones }: EndpointHints): boolean {
  return hints?.forZones?.length === 1 && hints.forZones[0] === forZones?.[0] && hints.forNodes === undefined;
}
