import type { HintComparison } from '#lib/diagnose/analysis.ts';
import { type HintQuestion, hintDecision, isWrittenByController } from '#lib/diagnose/hint-decision.ts';
import { hintsByZone, sameCounts } from '#lib/diagnose/zone-counts.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';

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
