import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import type { ModeFacts } from '#lib/diagnose/service-mode.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';

export interface WarningInput {
  readonly slices: readonly EndpointSlice[];
  readonly facts: ClusterFacts;
  readonly modeFacts: ModeFacts;
  readonly verdict: Verdict;
}

/** From so many times the fair share on an endpoint is worth a word. */
const OVERLOAD = 2;

/** What is wrong beside the verdict, or will be; each said once. */
export function serviceWarnings({ slices, facts, modeFacts, verdict }: WarningInput): readonly Text[] {
  const outdated = endpointsWithOutdatedZone(slices, facts);
  const isRouted = verdict.state === 'zone-routed' || verdict.state === 'partly';
  const load = verdict.largestLoad ?? 0;
  const { decision } = { decision: undefined, ...modeFacts.hinting };
  return [
    ...(outdated === 0 ? [] : [{ key: 'warning.outdated-zones', values: { endpoints: outdated } }]),
    ...(isRouted && verdict.idleEndpoints > 0
      ? [{ key: 'warning.idle-endpoints', values: { endpoints: verdict.idleEndpoints } }]
      : []),
    ...(isRouted && load >= OVERLOAD
      ? [{ key: 'warning.overload', values: { load: Math.round(load * 10) / 10 } }]
      : []),
    ...(decision?.reason === 'annotation-shadowed' ? [{ key: 'warning.shadowed', values: decision.values }] : []),
  ];
}

/** An endpoint learns its zone when it is written; a node that was labelled later may have another one by now. */
export function endpointsWithOutdatedZone(slices: readonly EndpointSlice[], { nodeByName }: ClusterFacts): number {
  let outdated = 0;
  for (const slice of slices) {
    for (const { nodeName, zone } of slice.endpoints) {
      const node = nodeName === undefined ? undefined : nodeByName.get(nodeName);
      if (node !== undefined && (node.zone ?? '') !== (zone ?? '')) outdated += 1;
    }
  }
  return outdated;
}
