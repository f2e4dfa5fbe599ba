import { chooseHinting, type Hinting } from '#lib/hints/choose-hinting.ts';
import { type CountsEndpoint, countsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ControllerEvent } from '#lib/hints/hint-events.ts';
import { EMPTY_HINT_MEMORY, rememberHints } from '#lib/hints/hint-memory.ts';
import { givesHints, type HintDecision } from '#lib/hints/hint-reasons.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';
import { nodeTableOf } from '#lib/hints/node-table.ts';
import { withoutHint } from '#lib/hints/remove-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';

/** What the hints of one address type would be. */
export interface PredictedFamily {
  readonly decision: HintDecision;
  readonly countByZone: ReadonlyMap<string, number>;
  readonly oneOfSeveral: boolean;
  readonly countsOneOfSeveral: boolean;
}

export interface PredictedHints {
  /** In the order given, each with its hints computed anew. */
  readonly slices: readonly EndpointSlice[];
  readonly hinting: Hinting;
  /** The decision of the first address type without hints, or of the first of all. */
  readonly decision: HintDecision;
  readonly byFamily: ReadonlyMap<string, PredictedFamily>;
  /** What a controller that starts from nothing would announce. */
  readonly events: readonly ControllerEvent[];
  readonly oneOfSeveral: boolean;
}

/**
 * The hints that a Service's slices would get if the controller wrote each of them anew, as after a restart and a
 * change of every slice: old hints are not looked at. Address types are decided by themselves. `slices` are those of
 * the Service; slices that come from somebody else than the EndpointSlice controller get no hints from it, which the
 * caller has to leave out.
 */
export function predictHints(
  service: Service,
  slices: readonly EndpointSlice[],
  { nodes, rules, ratios = nodeTableOf(nodes, rules).ratios }: PredictionInput,
): PredictedHints {
  const hinting = chooseHinting(service, rules);
  const counts = countsEndpoint(rules);
  const byFamily = new Map<string, PredictedFamily>();
  const sliceByOriginal = new Map<EndpointSlice, EndpointSlice>();
  const events: ControllerEvent[] = [];
  let memory = EMPTY_HINT_MEMORY;
  for (const addressType of [...new Set(slices.map((slice) => slice.addressType))].sort()) {
    const originals = slices.filter((slice) => slice.addressType === addressType);
    const partition = {
      toCreate: originals.map((slice) => withoutUncountedHints(slice, counts)),
      toUpdate: [],
      unchanged: [],
    };
    const result = hintSlices(partition, hinting, { ratios, rules });
    for (const [index, original] of originals.entries()) {
      sliceByOriginal.set(original, result.toCreate[index] ?? original);
    }
    if (hinting.kind === 'auto') {
      const remembered = rememberHints(memory, result, { addressType, rules });
      memory = remembered.memory;
      events.push(...remembered.events);
    }
    const { decision, oneOfSeveral, countsOneOfSeveral } = result;
    const countByZone = hintTallies(result.toCreate).get(addressType)?.countByZone ?? new Map();
    byFamily.set(addressType, { decision, countByZone, oneOfSeveral, countsOneOfSeveral });
  }
  return {
    slices: slices.map((slice) => sliceByOriginal.get(slice) ?? slice),
    hinting,
    decision: overallDecision(hinting, byFamily),
    byFamily,
    events,
    oneOfSeveral: [...byFamily.values()].some((family) => family.oneOfSeveral),
  };
}

export interface PredictionInput {
  readonly nodes: readonly Node[];
  readonly rules: ControllerRules;
  /** Shares known already; computed from the nodes where absent. */
  readonly ratios?: CpuRatios;
}

/** Endpoints that count are hinted anew whatever they had; those that do not would keep what they have. */
function withoutUncountedHints(slice: EndpointSlice, counts: CountsEndpoint): EndpointSlice {
  const isStale = (endpoint: Endpoint) => endpoint.hints !== undefined && !counts(endpoint);
  if (!slice.endpoints.some(isStale)) return slice;
  const endpoints = slice.endpoints.map((endpoint) => (isStale(endpoint) ? withoutHint(endpoint) : endpoint));
  return { ...slice, endpoints };
}

function overallDecision(hinting: Hinting, byFamily: ReadonlyMap<string, PredictedFamily>): HintDecision {
  if (hinting.kind === 'none') return hinting.decision;
  const decisions = [...byFamily.values()].map((family) => family.decision);
  const decision = decisions.find(({ reason }) => !givesHints(reason)) ?? decisions[0];
  return decision ?? { reason: 'nothing-to-hint', values: {} };
}
