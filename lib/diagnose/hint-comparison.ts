import type { HintComparison } from '#lib/diagnose/analysis.ts';
import { type HintQuestion, hintDecision, isWrittenByController } from '#lib/diagnose/hint-decision.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * The hints of one address type as they stand, against those that the next sync of this Service would leave there.
 * What is still valid stays in minors that keep it, so that hints of an earlier moment are no difference; and counts
 * that Kubernetes itself leaves to chance are none either.
 */
export function hintComparison(question: HintQuestion): HintComparison {
  const { service, slices, hinting, ratios, rules } = question;
  const actualByZone = hintsByZone(slices);
  if (!isWrittenByController(service)) {
    return { decision: hintDecision(question), expectedByZone: actualByZone, actualByZone, differs: false };
  }
  const synced = hintSlices({ toCreate: [], toUpdate: [], unchanged: slices }, hinting, { ratios, rules });
  const expectedByZone = hintsByZone([...synced.unchanged, ...synced.toUpdate]);
  const differs = !synced.countsOneOfSeveral && !sameCounts(expectedByZone, actualByZone);
  return { decision: synced.decision, expectedByZone, actualByZone, differs };
}

/** Ready endpoints by the zones that they are hinted to, in sorted order; '' counts those without a hint. */
function hintsByZone(slices: readonly EndpointSlice[]): Readonly<Record<string, number>> {
  const countByZone = new Map<string, number>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!isReadyForHints(endpoint)) continue;
      const zones = endpoint.hints?.forZones ?? [];
      for (const zone of zones.length === 0 ? [''] : zones) countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...countByZone].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function sameCounts(left: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): boolean {
  const zones = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...zones].every((zone) => left[zone] === right[zone]);
}
