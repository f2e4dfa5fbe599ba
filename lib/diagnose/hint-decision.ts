import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import { countsEndpoint } from '#lib/hints/counts-endpoint.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { wouldHaveHints } from '#lib/hints/would-have-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';

export interface HintQuestion {
  readonly service: Service;
  /** Those of one address type. */
  readonly slices: readonly EndpointSlice[];
  readonly hinting: Hinting;
  readonly ratios: CpuRatios;
  readonly rules: ControllerRules;
  readonly nodeByName: ReadonlyMap<string, NodeFacts>;
}

/** Does the EndpointSlice controller write this Service's slices, so that its hints can be told beforehand? */
export function isWrittenByController(service: Service): boolean {
  return service.selector !== undefined && Object.keys(service.selector).length > 0;
}

/** The slices that the controller takes for its own: it neither counts nor hints the endpoints of others. */
export function ownSlices(slices: readonly EndpointSlice[]): readonly EndpointSlice[] {
  return slices.every(isOwn) ? slices : slices.filter(isOwn);
}

function isOwn({ managedBy }: EndpointSlice): boolean {
  return managedBy === ENDPOINT_SLICE_CONTROLLER;
}

/**
 * Whether the controller gives hints to these slices, and if not, why: from counts alone, so that every Service of a
 * large cluster can be asked. Which endpoint is hinted where is `hintComparison`'s part.
 */
export function hintDecision({ service, slices: all, hinting, ratios, rules }: HintQuestion): HintDecision {
  if (hinting.kind === 'none') return hinting.decision;
  if (!isWrittenByController(service)) return { reason: 'service-without-selector', values: {} };
  const slices = ownSlices(all);
  if (hinting.kind === 'auto') return autoDecision(slices, ratios, rules);
  const { trafficDistribution: value } = hinting;
  const hasTarget = slices.some((slice) =>
    slice.endpoints.some((endpoint) => isReadyForHints(endpoint) && endpoint.zone !== undefined),
  );
  if (!hasTarget) return { reason: 'nothing-to-hint', values: { value } };
  const reason = value === 'PreferSameNode' ? 'hinted-to-own-node' : 'hinted-to-own-zone';
  return { reason, values: { value } };
}

const decisionByCountsByRatios = new WeakMap<CpuRatios, Map<string, HintDecision>>();

/**
 * Whether there are hints by CPU hangs on two numbers alone, how many endpoints count and how many of them have no zone:
 * where they stand decides only which of them are lent. So Services of equal numbers share one decision.
 */
function autoDecision(slices: readonly EndpointSlice[], ratios: CpuRatios, rules: ControllerRules): HintDecision {
  const counts = countsEndpoint(rules);
  let endpoints = 0;
  let zoneless = 0;
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (!counts(endpoint)) continue;
      endpoints += 1;
      if ((endpoint.zone ?? '') === '') zoneless += 1;
    }
  }
  const decisionByCounts = decisionByCountsByRatios.get(ratios) ?? new Map<string, HintDecision>();
  decisionByCountsByRatios.set(ratios, decisionByCounts);
  const key = `${endpoints} ${zoneless}`;
  const known = decisionByCounts.get(key);
  if (known !== undefined) return known;
  const anywhere = new Map([['somewhere', endpoints - zoneless]]);
  if (zoneless > 0) anywhere.set('', zoneless);
  const { decision } = wouldHaveHints(anywhere, ratios);
  decisionByCounts.set(key, decision);
  return decision;
}
