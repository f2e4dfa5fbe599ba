import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

export type CountByZone = Readonly<Record<string, number>>;

const UNHINTED: readonly string[] = [''];

/** Ready endpoints by the zones that they are hinted to, in sorted order; '' counts those without a hint. */
export function hintsByZone(slices: readonly EndpointSlice[]): CountByZone {
  const countByZone = new Map<string, number>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!isReadyForHints(endpoint)) continue;
      const zones = endpoint.hints?.forZones ?? UNHINTED;
      for (const zone of zones.length === 0 ? UNHINTED : zones) countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
    }
  }
  const zones = [...countByZone.keys()].sort();
  return Object.fromEntries(zones.map((zone) => [zone, countByZone.get(zone) ?? 0]));
}

export function sameCounts(left: CountByZone, right: CountByZone): boolean {
  const zones = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...zones].every((zone) => left[zone] === right[zone]);
}
