import type { CountsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { Shares } from '#lib/hints/share-out.ts';
import type { Endpoint, EndpointHints, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * What came of each slice when it was last hinted, for as long as it lives: for whoever asks again and again with nearly
 * the same slices, as a slider does. A slice that is changed in place would not be noticed.
 */
export type HintedBefore = WeakMap<EndpointSlice, EndpointSlice>;

export function createHintedBefore(): HintedBefore {
  return new WeakMap();
}

export interface ZoneHinting {
  readonly counts: CountsEndpoint;
  /** Absent: every slice is hinted anew. */
  readonly hintedBefore?: HintedBefore | undefined;
}

/**
 * The slices with each counted endpoint hinted to the zone that `shares` gives it; endpoints that do not count keep what
 * they have (topologycache AddHints clears their hints on a copy only). An endpoint that is hinted so already is reused,
 * and so is what came of the very same slice before.
 */
export function withZoneHints(
  slices: readonly EndpointSlice[],
  { zones, hintOf }: Pick<Shares, 'zones' | 'hintOf'>,
  { counts, hintedBefore }: ZoneHinting,
): readonly EndpointSlice[] {
  const hintsOf = zones.map((zone): EndpointHints => ({ forZones: [zone] }));
  let next = 0;
  return slices.map((slice) => {
    const last = hintedBefore?.get(slice);
    let isLast = last !== undefined;
    const endpoints = slice.endpoints.map((endpoint, index) => {
      const before = last?.endpoints[index];
      const hints = counts(endpoint) ? hintsOf[hintOf[next++] ?? -1] : undefined;
      const hinted = hints === undefined ? endpoint : withHints(endpoint, hints, before);
      isLast &&= hinted === before;
      return hinted;
    });
    if (last !== undefined && isLast) return last;
    const rewritten = { ...slice, endpoints };
    hintedBefore?.set(slice, rewritten);
    return rewritten;
  });
}

/** The endpoint hinted so: itself or the one from before where that is hinted so already. */
function withHints(endpoint: Endpoint, hints: EndpointHints, before: Endpoint | undefined): Endpoint {
  if (endpoint.hints !== undefined && isHintedLike(endpoint.hints, hints)) return endpoint;
  if (before?.hints !== undefined && isHintedLike(before.hints, hints)) return before;
  return copyWith(endpoint, hints);
}

/**
 * What nearly every hinted endpoint has is written out: a spread has room for the fields that were there, and puts one more
 * into a second object beside each copy.
 */
function copyWith(endpoint: Endpoint, hints: EndpointHints): Endpoint {
  const { addresses, conditions, nodeName, zone, hostname, targetRef } = endpoint;
  if (nodeName === undefined || zone === undefined || hostname !== undefined) return { ...endpoint, hints };
  if (targetRef === undefined) return { addresses, conditions, nodeName, zone, hints };
  return { addresses, conditions, nodeName, zone, hints, targetRef };
}

function isHintedLike({ forZones, forNodes }: EndpointHints, hints: EndpointHints): boolean {
  return forZones?.length === 1 && forZones[0] === hints.forZones?.[0] && forNodes === undefined;
}
