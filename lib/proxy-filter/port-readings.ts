import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { ServicePort } from '#lib/model/service.ts';
import { type Reading, readingKindOf, readSlices } from '#lib/proxy-filter/read-slice.ts';
import { replaceSorted } from '#lib/proxy-filter/replace-sorted.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { compareTexts } from '#lib/proxy-filter/sort-by-text.ts';
import {
  type Identity,
  identityOf,
  type SortedEndpoints,
  sortByIdentity,
  sortEndpoints,
} from '#lib/proxy-filter/sort-endpoints.ts';

/**
 * How each port was read last, by each kind of kube-proxy, for as long as the port lives: for whoever asks again and
 * again with nearly the same slices, as a slider does. A slice that is changed in place would not be noticed.
 */
export type PortReadings = WeakMap<ServicePort, Map<string, PortReading>>;

interface PortReading {
  readonly endpointsBySlice: ReadonlyMap<EndpointSlice, readonly ProxyEndpoint[]>;
  /** All of them; kept only where each stands alone. */
  readonly sorted: readonly ProxyEndpoint[];
}

const NOTHING: PortReading = { endpointsBySlice: new Map(), sorted: [] };

export function createPortReadings(): PortReadings {
  return new WeakMap();
}

/**
 * The endpoints of a port, sorted: of slices that were there the last time nothing is read again, and where those are
 * nearly all, the rest takes its place among them.
 */
export function readAgain(
  readings: PortReadings,
  slices: readonly EndpointSlice[],
  port: ServicePort,
  reading: Reading,
): SortedEndpoints {
  const readingByKind = readings.get(port) ?? new Map<string, PortReading>();
  readings.set(port, readingByKind);
  const kind = `${reading.family} ${readingKindOf(reading.rules)}`;
  const before = readingByKind.get(kind) ?? NOTHING;
  const endpointsBySlice = new Map(
    slices.map((slice) => [slice, before.endpointsBySlice.get(slice) ?? readSlices([slice], port, reading)]),
  );
  const found = sortedAfter(before, endpointsBySlice, identityOf(reading.rules));
  if (found.hasRivals) readingByKind.delete(kind);
  else readingByKind.set(kind, { endpointsBySlice, sorted: found.sorted });
  return found;
}

function sortedAfter(
  before: PortReading,
  endpointsBySlice: PortReading['endpointsBySlice'],
  identity: Identity,
): SortedEndpoints {
  const dropped = endpointsOfOthers(before.endpointsBySlice, endpointsBySlice);
  const added = endpointsOfOthers(endpointsBySlice, before.endpointsBySlice);
  const replaced =
    2 * (dropped.length + added.length) > before.sorted.length
      ? undefined
      : replaceSorted(
          before.sorted,
          { dropped: sortByIdentity(dropped, identity), added: sortByIdentity(added, identity) },
          (left, right) => compareTexts(left[identity], right[identity]),
        );
  // Where nobody had a rival, and nobody that came met one, nobody has.
  if (replaced !== undefined) return { sorted: replaced, hasRivals: false };
  return sortEndpoints([...endpointsBySlice.values()].flat(), identity);
}

/** The endpoints of slices that the others have not. */
function endpointsOfOthers(
  endpointsBySlice: PortReading['endpointsBySlice'],
  others: PortReading['endpointsBySlice'],
): readonly ProxyEndpoint[] {
  return [...endpointsBySlice].flatMap(([slice, endpoints]) => (others.has(slice) ? [] : endpoints));
}
