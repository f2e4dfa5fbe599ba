import { allocations } from '#lib/hints/allocations.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import { type CountByZone, giveAndReceive } from '#lib/hints/give-and-receive.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';

/** What counts alone tell about hints by CPU. */
export interface HintForecast {
  readonly hints: boolean;
  readonly decision: HintDecision;
  /** Endpoints hinted to each zone; empty where there are no hints. */
  readonly hintsByZone: CountByZone;
  /** True where Kubernetes' random order may have given other counts. */
  readonly countsOneOfSeveral: boolean;
}

/**
 * The outcome of AddHints where every slice is computed anew, from the number of counted endpoints in each zone alone
 * (zone '' for those without one). Costs no more than a few steps per zone and endpoint moved, so that a strip over a
 * thousand replica counts can ask it for each.
 */
export function wouldHaveHints(endpointsByZone: CountByZone, ratios: CpuRatios): HintForecast {
  let endpoints = 0;
  for (const count of endpointsByZone.values()) endpoints += count;
  const allocated = allocations(endpoints, ratios);
  if (!allocated.possible) return without(allocated.decision);
  const zoneless = endpointsByZone.get('') ?? 0;
  if (zoneless > 0) return without({ reason: 'endpoint-without-zone', values: { endpoints: zoneless } });
  const { givenByZone, receivedByZone, tied } = giveAndReceive(allocated.allocationByZone, endpointsByZone);
  const hintsByZone = new Map<string, number>();
  for (const [zone, count] of endpointsByZone) if (count > 0) hintsByZone.set(zone, count);
  for (const [zone, count] of givenByZone) hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) - count);
  for (const [zone, count] of receivedByZone) hintsByZone.set(zone, (hintsByZone.get(zone) ?? 0) + count);
  const decision = { reason: 'hinted-by-cpu-share', values: { zones: allocated.allocationByZone.size } } as const;
  return { hints: true, decision, hintsByZone, countsOneOfSeveral: tied };
}

function without(decision: HintDecision): HintForecast {
  return { hints: false, decision, hintsByZone: new Map(), countsOneOfSeveral: false };
}
