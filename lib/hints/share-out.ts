import type { ZoneAllocation } from '#lib/hints/allocations.ts';
import { type CountByZone, giveAndReceive } from '#lib/hints/give-and-receive.ts';
import type { ZonedEndpoints } from '#lib/hints/zoned-endpoints.ts';

/** The zone that each counted endpoint is hinted to, and the counts that come of it. */
export interface Shares {
  /** Zone names by number: those of the endpoints first. */
  readonly zones: readonly string[];
  /** The number of each endpoint's hinted zone, in the order given. */
  readonly hintOf: Uint16Array;
  /** Kept hints and these, by zone; also zones that have no allocation. */
  readonly hintsByZone: CountByZone;
  /** True where Kubernetes' random order may have chosen other endpoints or other counts. */
  readonly oneOfSeveral: boolean;
  readonly countsOneOfSeveral: boolean;
}

/**
 * Steps 1 to 3 of topologycache TopologyCache.AddHints on zones alone: own zone first, then redistribution
 * (redistributeHints): the first endpoints of a giving zone move. `keptHintsByZone` counts the hints of slices that
 * stay as they are. A zone without allocation neither gives nor receives.
 * Go hands a moved endpoint to any zone that still lacks one, this to the first by name.
 */
export function shareOut(
  { zones, zoneOf, endpointsIn }: ZonedEndpoints,
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
  keptHintsByZone: CountByZone,
): Shares {
  const hintsByZone = new Map(keptHintsByZone);
  for (const [number, zone] of zones.entries()) add(hintsByZone, zone, endpointsIn[number] ?? 0);
  const { givenByZone, receivedByZone, tied } = giveAndReceive(allocationByZone, hintsByZone);
  const toGive = Uint32Array.from(zones, (zone) => givenByZone.get(zone) ?? 0);
  const toReceive = [...receivedByZone];
  const moved = redistribute(zoneOf, toGive, { zones, toReceive });
  for (const [zone, count] of moved.countByZone) add(hintsByZone, zone, count);
  return {
    zones: moved.zones,
    hintOf: moved.hintOf,
    hintsByZone,
    oneOfSeveral: tied || toReceive.length > 1,
    // Kept slices may fill a giving zone whose own endpoints are then too few to go round.
    countsOneOfSeveral: tied || (moved.isShort && toReceive.length > 1),
  };
}

interface Receivers {
  readonly zones: readonly string[];
  readonly toReceive: readonly (readonly [zone: string, count: number])[];
}

function redistribute(zoneOf: Uint16Array, toGive: Uint32Array, { zones, toReceive }: Receivers) {
  const allZones = [...new Set([...zones, ...toReceive.map(([zone]) => zone)])];
  const countByZone = new Map<string, number>();
  const hintOf = zoneOf.slice();
  let next = 0;
  for (const [receiver, count] of toReceive) {
    const number = allZones.indexOf(receiver);
    let missing = count;
    for (; missing > 0 && next < zoneOf.length; next += 1) {
      const zone = zoneOf[next] ?? 0;
      const left = toGive[zone] ?? 0;
      if (left === 0) continue;
      toGive[zone] = left - 1;
      hintOf[next] = number;
      missing -= 1;
      add(countByZone, allZones[zone] ?? '', -1);
    }
    add(countByZone, receiver, count - missing);
    if (missing > 0) return { zones: allZones, hintOf, countByZone, isShort: true };
  }
  return { zones: allZones, hintOf, countByZone, isShort: false };
}

function add(countByZone: Map<string, number>, zone: string, count: number): void {
  countByZone.set(zone, (countByZone.get(zone) ?? 0) + count);
}
