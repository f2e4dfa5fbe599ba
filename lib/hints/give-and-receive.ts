import type { ZoneAllocation } from '#lib/hints/allocations.ts';

export type CountByZone = ReadonlyMap<string, number>;

/** How many endpoints each zone hands over, and how many each is handed. */
export interface GiveAndReceive {
  readonly givenByZone: CountByZone;
  readonly receivedByZone: CountByZone;
  /** True where two zones were equally short or rich, so that Kubernetes may have taken the other one. */
  readonly tied: boolean;
}

/**
 * Moves endpoints one by one from the zone with most to spare to the zone that lacks most
 * (topologycache getGivingAndReceivingZones, getMost). It stops when one side is empty, when both have less than one
 * to move, or when either has less than a half. Go breaks ties by its random map order, this by zone name.
 */
export function giveAndReceive(
  allocationByZone: ReadonlyMap<string, ZoneAllocation>,
  hintsByZone: CountByZone,
): GiveAndReceive {
  const zones = [...allocationByZone.keys()].sort();
  const differences = zones.map((zone) => (hintsByZone.get(zone) ?? 0) - (allocationByZone.get(zone)?.desired ?? 0));
  const moves = move(zones, differences);
  const backwards = move(zones.toReversed(), differences.toReversed());
  const tied = !sameCounts(moves.given, backwards.given) || !sameCounts(moves.received, backwards.received);
  return { givenByZone: moves.given, receivedByZone: moves.received, tied };
}

function move(zones: readonly string[], differences: readonly number[]) {
  const spare = differences.map((difference) => Math.max(difference, 0));
  const lack = differences.map((difference) => Math.max(-difference, 0));
  const given = new Map<string, number>();
  const received = new Map<string, number>();
  for (;;) {
    const giver = mostOf(spare);
    const receiver = mostOf(lack);
    const toGive = spare[giver] ?? 0;
    const toReceive = lack[receiver] ?? 0;
    if ((toGive < 1 && toReceive < 1) || toGive < 0.5 || toReceive < 0.5) return { given, received };
    spare[giver] = toGive - 1;
    lack[receiver] = toReceive - 1;
    addOne(given, zones[giver] ?? '');
    addOne(received, zones[receiver] ?? '');
  }
}

/** Index of the first largest number above zero, or -1. */
function mostOf(numbers: readonly number[]): number {
  let most = -1;
  let largest = 0;
  for (const [index, number] of numbers.entries()) {
    if (number > largest) {
      most = index;
      largest = number;
    }
  }
  return most;
}

function addOne(countByZone: Map<string, number>, zone: string): void {
  countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
}

function sameCounts(left: CountByZone, right: CountByZone): boolean {
  if (left.size !== right.size) return false;
  for (const [zone, count] of left) if (right.get(zone) !== count) return false;
  return true;
}
