import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** Ready endpoints of one address type, by the zones that they are hinted to. */
export interface HintTally {
  readonly readyEndpoints: number;
  /** Ready endpoints with at least one zone hint. */
  readonly hintedReady: number;
  /** Hints by zone, in sorted order; an endpoint hinted to two zones counts in both. */
  readonly countByZone: ReadonlyMap<string, number>;
  /** The same by "own zone>hint zone". */
  readonly countByFlow: ReadonlyMap<string, number>;
}

/** What the slices' hints add up to, by address type. */
export function hintTallies(slices: readonly EndpointSlice[]): ReadonlyMap<string, HintTally> {
  const addressTypes = [...new Set(slices.map((slice) => slice.addressType))].sort();
  return new Map(addressTypes.map((type) => [type, tally(slices.filter((slice) => slice.addressType === type))]));
}

function tally(slices: readonly EndpointSlice[]): HintTally {
  let readyEndpoints = 0;
  let hintedReady = 0;
  const countByZone = new Map<string, number>();
  const countByFlow = new Map<string, number>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!isReadyForHints(endpoint)) continue;
      readyEndpoints += 1;
      const zones = endpoint.hints?.forZones ?? [];
      if (zones.length > 0) hintedReady += 1;
      for (const zone of zones) {
        addOne(countByZone, zone);
        addOne(countByFlow, `${endpoint.zone ?? ''}>${zone}`);
      }
    }
  }
  return { readyEndpoints, hintedReady, countByZone: sorted(countByZone), countByFlow: sorted(countByFlow) };
}

function addOne(countByKey: Map<string, number>, key: string): void {
  countByKey.set(key, (countByKey.get(key) ?? 0) + 1);
}

function sorted(countByKey: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...countByKey].sort(([left], [right]) => (left < right ? -1 : 1)));
}
