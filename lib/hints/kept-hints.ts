import type { ZoneAllocation } from '#lib/hints/allocations.ts';
import type { CountByZone } from '#lib/hints/give-and-receive.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** Unchanged slices, parted into those whose hints stay and those that are written anew. */
export interface KeptHints {
  readonly slices: readonly EndpointSlice[];
  readonly outdated: readonly EndpointSlice[];
  /** Hints of the kept slices' counted endpoints, by zone. */
  readonly hintsByZone: CountByZone;
}

/**
 * Goes through the unchanged slices in order (topologycache SliceInfo.getAllocatedHintsByZone, getHintsByZone).
 * A slice stays if every ready endpoint has a zone hint, every hint is for a zone with an allocation, and with the
 * slices kept before it no zone exceeds its maximum. A hint for two zones counts once for each.
 *
 * Minors that do not keep valid hints have the test the wrong way round: a slice stays only if the first hint of each
 * endpoint is for a zone *without* allocation, and it counts for nothing.
 */
export function keptHints(
  unchanged: readonly EndpointSlice[],
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
  rules: ControllerRules,
): KeptHints {
  const slices: EndpointSlice[] = [];
  const outdated: EndpointSlice[] = [];
  const hintsByZone = new Map<string, number>();
  for (const slice of unchanged) {
    if (!rules.keepsValidHints) {
      (hasForeignHintsOnly(slice, allocationByZone) ? slices : outdated).push(slice);
      continue;
    }
    const counts = validHints(slice, hintsByZone, allocationByZone);
    if (counts === undefined) {
      outdated.push(slice);
      continue;
    }
    slices.push(slice);
    for (const [zone, count] of counts) hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) + count);
  }
  return { slices, outdated, hintsByZone };
}

/** Hints of one slice by zone; undefined where it has to be written anew. */
function validHints(
  slice: EndpointSlice,
  keptHintsByZone: CountByZone,
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
): CountByZone | undefined {
  const hintsByZone = new Map<string, number>();
  for (const endpoint of slice.endpoints) {
    if (!isReadyForHints(endpoint)) continue;
    const zones = endpoint.hints?.forZones ?? [];
    if (zones.length === 0) return undefined;
    for (const zone of zones) hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) + 1);
  }
  for (const [zone, count] of hintsByZone) {
    const allocation = allocationByZone.get(zone);
    if (allocation === undefined || count + (keptHintsByZone.get(zone) ?? 0) > allocation.maximum) return undefined;
  }
  return hintsByZone;
}

function hasForeignHintsOnly(slice: EndpointSlice, allocationByZone: ReadonlyMap<string, ZoneAllocation>): boolean {
  return slice.endpoints.every(({ hints }) => {
    const zone = hints?.forZones?.[0];
    return zone !== undefined && !allocationByZone.has(zone);
  });
}
