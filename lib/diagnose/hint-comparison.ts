import type { HintComparison } from '#lib/diagnose/analysis.ts';
import { hintDecision, isWrittenByController, ownSlices } from '#lib/diagnose/hint-decision.ts';
import { currentZone, type StandingQuestion, standingDecision } from '#lib/diagnose/standing-decision.ts';
import { hintsByZone, sameCounts } from '#lib/diagnose/zone-counts.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';
import type { SlicePartition } from '#lib/hints/slice-partition.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * The hints of one address type as they stand, against those that the next sync of this Service would leave there.
 * What is still valid stays in minors that keep it, so that hints of an earlier moment are no difference; and counts
 * that Kubernetes itself leaves to chance are none either. Slices of somebody else stay as they are.
 */
export function hintComparison(question: StandingQuestion): HintComparison {
  const { service, slices, hinting, ratios, rules } = question;
  const actualByZone = hintsByZone(slices);
  const standing = standingDecision(question);
  if (!isWrittenByController(service)) {
    return {
      decision: hintDecision(question),
      standing,
      expectedByZone: actualByZone,
      actualByZone,
      differs: false,
    };
  }
  const own = ownSlices(slices);
  const foreign = slices.filter((slice) => !own.includes(slice));
  const synced = hintSlices(partitionOf(own, question), hinting, { ratios, rules });
  const expectedByZone = hintsByZone([...synced.unchanged, ...synced.toUpdate, ...foreign]);
  const differs = !synced.countsOneOfSeveral && !sameCounts(expectedByZone, actualByZone);
  return { decision: synced.decision, standing, expectedByZone, actualByZone, differs };
}

/** An endpoint whose node has another zone by now is written anew, in minors that compare them. */
function partitionOf(slices: readonly EndpointSlice[], question: StandingQuestion): SlicePartition {
  const toUpdate: EndpointSlice[] = [];
  const unchanged: EndpointSlice[] = [];
  for (const slice of slices) {
    const endpoints = slice.endpoints.map((endpoint) => refreshed(endpoint, question));
    if (endpoints.some((endpoint, index) => endpoint !== slice.endpoints[index]))
      toUpdate.push({ ...slice, endpoints });
    else unchanged.push(slice);
  }
  return { toCreate: [], toUpdate, unchanged };
}

function refreshed(endpoint: Endpoint, { rules, nodeByName }: StandingQuestion): Endpoint {
  if (!rules.comparesNodes || !nodeByName.has(endpoint.nodeName ?? '')) return endpoint;
  const zone = currentZone(endpoint, nodeByName);
  if ((endpoint.zone ?? '') === (zone ?? '')) return endpoint;
  const { zone: _, hints: _hints, ...rest } = endpoint;
  return zone === undefined ? rest : { ...rest, zone };
}
