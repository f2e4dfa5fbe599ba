import type { ZoneAllocation } from '#lib/hints/allocations.ts';
import { type CountByZone, giveAndReceive } from '#lib/hints/give-and-receive.ts';

/** The zone that each endpoint is hinted to, in the order given, and the counts that come of it. */
export interface Shares {
  readonly hintZones: readonly string[];
  /** Kept hints and these, by zone; also zones that have no allocation. */
  readonly hintsByZone: CountByZone;
  /** True where Kubernetes' random order may have chosen other endpoints or other counts. */
  readonly oneOfSeveral: boolean;
  readonly countsOneOfSeveral: boolean;
}

/**
 * Steps 1 to 3 of topologycache TopologyCache.AddHints on zone names alone: own zone first, then redistribution
 * (redistributeHints). `zones` holds each endpoint's own zone in slice order; `keptHintsByZone` counts the hints of
 * slices that stay as they are. A zone without allocation neither gives nor receives.
 * Go hands a moved endpoint to any zone that still lacks one, this to the first by name.
 */
export function shareOut(
  zones: readonly string[],
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
  keptHintsByZone: CountByZone,
): Shares {
  const hintsByZone = new Map(keptHintsByZone);
  for (const zone of zones) hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) + 1);
  const { givenByZone, receivedByZone, tied } = giveAndReceive(allocationByZone, hintsByZone);
  if (givenByZone.size === 0) {
    return { hintZones: zones, hintsByZone, oneOfSeveral: tied, countsOneOfSeveral: tied };
  }
  const toGive = new Map(givenByZone);
  const receivers = [...receivedByZone].sort(([left], [right]) => (left < right ? -1 : 1));
  const hintZones = [...zones];
  let next = 0;
  let received = 0;
  for (const [index, zone] of zones.entries()) {
    const receiver = receivers[next];
    if (receiver === undefined) break;
    const left = toGive.get(zone) ?? 0;
    if (left === 0) continue;
    toGive.set(zone, left - 1);
    hintZones[index] = receiver[0];
    hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) - 1);
    hintsByZone.set(receiver[0], (hintsByZone.get(receiver[0]) ?? 0) + 1);
    received += 1;
    if (received === receiver[1]) {
      next += 1;
      received = 0;
    }
  }
  // Kept hints may count for a zone whose own endpoints cannot be moved: then receivers compete for fewer endpoints.
  const unmet = receivers.length > 1 && receivers[next] !== undefined;
  return { hintZones, hintsByZone, oneOfSeveral: tied || receivers.length > 1, countsOneOfSeveral: tied || unmet };
}
