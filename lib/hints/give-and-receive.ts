import type { ZoneAllocation } from '#lib/hints/allocations.ts';
import { takeLargest } from '#lib/hints/take-largest.ts';

export type CountByZone = ReadonlyMap<string, number>;

/** How many endpoints each zone hands over, and how many each is handed; zones with none are left out. */
export interface GiveAndReceive {
  readonly givenByZone: CountByZone;
  readonly receivedByZone: CountByZone;
  /** True where two zones were equally short or rich, so that Kubernetes may have taken the other one. */
  readonly tied: boolean;
}

/** An endpoint moves as long as both sides have this much of one, and one side has a whole. */
const LEAST_TO_MOVE = 0.5;

/**
 * Moves endpoints one by one from the zone with most to spare to the zone that lacks most
 * (topologycache getGivingAndReceivingZones, getMost). It stops when one side is empty, when both have less than one
 * to move, or when either has less than a half. Go breaks ties by its random map order, this by zone name.
 *
 * What is largest on one side never depends on the other, so the number of moves is known beforehand: both sides only
 * shrink, and the first of the three conditions to fail is the smallest of three counts.
 */
export function giveAndReceive(
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
  hintsByZone: CountByZone,
): GiveAndReceive {
  const zones = [...allocationByZone.keys()].sort();
  const spare = zones.map((zone) => (hintsByZone.get(zone) ?? 0) - (allocationByZone.get(zone)?.desired ?? 0));
  const toGive = spare.map((number) => Math.max(number, 0));
  const toReceive = spare.map((number) => Math.max(-number, 0));
  const moves = Math.min(
    timesAtLeast(toGive, LEAST_TO_MOVE),
    timesAtLeast(toReceive, LEAST_TO_MOVE),
    Math.max(timesAtLeast(toGive, 1), timesAtLeast(toReceive, 1)),
  );
  const given = takeLargest(toGive, moves);
  const received = takeLargest(toReceive, moves);
  return {
    givenByZone: byZone(zones, given.times),
    receivedByZone: byZone(zones, received.times),
    tied: given.tied || received.tied,
  };
}

/** How often the numbers, each lowered by one whenever it is taken, are at least `limit` (which is at most 1). */
function timesAtLeast(numbers: readonly number[], limit: number): number {
  let times = 0;
  for (const number of numbers) times += Math.floor(number - limit) + 1;
  return times;
}

function byZone(zones: readonly string[], counts: readonly number[]): CountByZone {
  const countByZone = new Map<string, number>();
  for (const [index, zone] of zones.entries()) {
    const count = counts[index] ?? 0;
    if (count > 0) countByZone.set(zone, count);
  }
  return countByZone;
}
