import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';

/** How many endpoints a zone must, may and should be hinted. */
export interface ZoneAllocation {
  readonly minimum: number;
  readonly maximum: number;
  readonly desired: number;
}

export type Allocations =
  | { readonly possible: true; readonly allocationByZone: ReadonlyMap<string, ZoneAllocation> }
  | { readonly possible: false; readonly decision: HintDecision };

/** An endpoint may carry this much more than its fair share. */
const OVERLOAD_THRESHOLD = 0.2;

/** Multiply a desired number by this for the fewest endpoints that carry it without overload. */
export const FEWEST_SHARE = 1 / (1 + OVERLOAD_THRESHOLD);

/**
 * How `endpointCount` endpoints are to be shared out among the zones, or why they cannot be
 * (topologycache TopologyCache.getAllocations). The order of the multiplications is part of the rule: in doubles
 * another order lifts some minima by one.
 */
export function allocations(endpointCount: number, ratios: CpuRatios): Allocations {
  if (!ratios.known) return { possible: false, decision: ratios.decision };
  const zones = ratios.ratioByZone.size;
  const values = { endpoints: endpointCount, zones };
  if (zones > endpointCount) return { possible: false, decision: { reason: 'fewer-endpoints-than-zones', values } };
  let slack = endpointCount;
  for (const ratio of ratios.ratioByZone.values()) slack -= minimumOf(ratio, endpointCount);
  if (slack < 0) return { possible: false, decision: { reason: 'overload-threshold', values } };
  const allocationByZone = new Map<string, ZoneAllocation>();
  for (const [zone, ratio] of ratios.ratioByZone) {
    const minimum = minimumOf(ratio, endpointCount);
    const desired = Math.max(ratio * endpointCount, minimum);
    allocationByZone.set(zone, { minimum, maximum: minimum + slack, desired });
  }
  return { possible: true, allocationByZone };
}

function minimumOf(ratio: number, endpointCount: number): number {
  return Math.ceil(ratio * endpointCount * FEWEST_SHARE);
}
