import { allocations } from '#lib/hints/allocations.ts';
import { type CountsEndpoint, countsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { CountByZone } from '#lib/hints/give-and-receive.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import { keptHints } from '#lib/hints/kept-hints.ts';
import { removeHints } from '#lib/hints/remove-hints.ts';
import { shareOut } from '#lib/hints/share-out.ts';
import type { SlicePartition } from '#lib/hints/slice-partition.ts';
import { type HintedBefore, withZoneHints } from '#lib/hints/with-zone-hints.ts';
import { zonedEndpoints } from '#lib/hints/zoned-endpoints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/** The slices after hints were given or taken, and the decision behind it. */
export interface HintResult extends SlicePartition {
  readonly decision: HintDecision;
  /** Endpoints hinted to each zone, as the controller remembers them; absent where it gave no hints by CPU. */
  readonly hintsByZone?: CountByZone;
  /** True where Kubernetes' random order may have hinted other endpoints, or given other counts. */
  readonly oneOfSeveral: boolean;
  /** True where even the counts are one of several. */
  readonly countsOneOfSeveral: boolean;
}

export interface HintingFacts {
  readonly ratios: CpuRatios;
  readonly rules: ControllerRules;
  /** Absent: every slice is hinted anew. */
  readonly hintedBefore?: HintedBefore | undefined;
}

/**
 * Hints by the zones' shares of CPU, for one address type of a Service (topologycache TopologyCache.AddHints).
 * - No shares, too few endpoints or too little room: every hint is removed, and the decision says why.
 * - Unchanged slices whose hints are still valid stay as they are (in minors that keep them).
 * - Every other counted endpoint is hinted to its own zone first; one without zone, and every hint is removed.
 * - Then zones with too many hand over, the first of them in slice order; slices to create come before the others.
 */
export function addHints(partition: SlicePartition, { ratios, rules, hintedBefore }: HintingFacts): HintResult {
  const { toCreate, toUpdate, unchanged } = partition;
  const counts = countsEndpoint(rules);
  const written = zonedEndpoints([...toCreate, ...toUpdate], counts);
  const allocated = allocations(written.zoneOf.length + countIn(unchanged, counts), ratios);
  if (!allocated.possible) return withoutAnyHint(partition, allocated.decision);
  const { allocationByZone } = allocated;
  const kept = keptHints(unchanged, allocationByZone, rules);
  const allocatable = [...toCreate, ...toUpdate, ...kept.outdated];
  const zoned = kept.outdated.length === 0 ? written : zonedEndpoints(allocatable, counts);
  if (zoned.zoneless !== undefined) {
    const decision = { reason: 'endpoint-without-zone', values: { endpoint: nameOf(zoned.zoneless) } } as const;
    return withoutAnyHint({ toCreate, toUpdate: [...toUpdate, ...kept.outdated], unchanged: kept.slices }, decision);
  }
  const shares = shareOut(zoned, allocationByZone, kept.hintsByZone);
  const rewritten = withZoneHints(allocatable, shares, { counts, hintedBefore });
  return {
    toCreate: rewritten.slice(0, toCreate.length),
    toUpdate: rewritten.slice(toCreate.length),
    unchanged: kept.slices,
    decision: { reason: 'hinted-by-cpu-share', values: { zones: allocationByZone.size } },
    hintsByZone: shares.hintsByZone,
    oneOfSeveral: shares.oneOfSeveral,
    countsOneOfSeveral: shares.countsOneOfSeveral,
  };
}

function withoutAnyHint(partition: SlicePartition, decision: HintDecision): HintResult {
  return { ...removeHints(partition), decision, oneOfSeveral: false, countsOneOfSeveral: false };
}

function countIn(slices: readonly EndpointSlice[], counts: CountsEndpoint): number {
  let count = 0;
  for (const slice of slices) for (const endpoint of slice.endpoints) if (counts(endpoint)) count += 1;
  return count;
}

function nameOf(endpoint: Endpoint): string {
  return endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '';
}
