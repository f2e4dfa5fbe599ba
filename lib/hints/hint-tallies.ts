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
  const countByHintByZone = new Map<string, Map<string, number>>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!isReadyForHints(endpoint)) continue;
      readyEndpoints += 1;
      const hints = endpoint.hints?.forZones;
      if (hints === undefined || hints.length === 0) continue;
      hintedReady += 1;
      const zone = endpoint.zone ?? '';
      let countByHint = countByHintByZone.get(zone);
      if (countByHint === undefined) {
        countByHint = new Map();
        countByHintByZone.set(zone, countByHint);
      }
      for (const hint of hints) countByHint.set(hint, (countByHint.get(hint) ?? 0) + 1);
    }
  }
  return { readyEndpoints, hintedReady, ...flattened(countByHintByZone) };
}

function flattened(countByHintByZone: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  const countByZone = new Map<string, number>();
  const countByFlow = new Map<string, number>();
  for (const [zone, countByHint] of countByHintByZone) {
    for (const [hint, count] of countByHint) {
      countByZone.set(hint, (countByZone.get(hint) ?? 0) + count);
      countByFlow.set(`${zone}>${hint}`, count);
    }
  }
  return { countByZone: sorted(countByZone), countByFlow: sorted(countByFlow) };
}

function sorted(countByKey: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...countByKey].sort(([left], [right]) => (left < right ? -1 : 1)));
}
