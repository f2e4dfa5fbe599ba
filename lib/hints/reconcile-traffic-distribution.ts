import type { HintResult } from '#lib/hints/add-hints.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { removeHints } from '#lib/hints/remove-hints.ts';
import { type SlicePartition, slicesOf } from '#lib/hints/slice-partition.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointHints, EndpointSlice } from '#lib/model/endpoint-slice.ts';

/**
 * Hints by `spec.trafficDistribution` (k8s.io/endpointslice/trafficdist ReconcileHints): every ready endpoint is for
 * its own zone and, with PreferSameNode, for its own node too. No shares of CPU, no minimum, no Events.
 * - An unchanged slice is written only if some ready endpoint's hints differ.
 * - Unready endpoints keep the hints they have.
 * - A value that the minor does not know, or none, removes every hint.
 * - Whether its gate lets a known value apply is decided before, in chooseHinting.
 */
export function reconcileTrafficDistribution(
  partition: SlicePartition,
  trafficDistribution: string | undefined,
  rules: ControllerRules,
): HintResult {
  const several = { oneOfSeveral: false, countsOneOfSeveral: false };
  const known = rules.trafficDistributions.find((rule) => rule.value === trafficDistribution);
  if (known === undefined) {
    const decision = {
      reason: 'traffic-distribution-not-supported',
      values: { value: trafficDistribution ?? '' },
    } as const;
    return { ...removeHints(partition), decision, ...several };
  }
  const form = { toNodes: known.hintsNodes, toEmptyZone: rules.hintsEmptyZone };
  const rewrite = (slice: EndpointSlice) => rewritten(slice, form);
  const outdated = partition.unchanged.filter((slice) => needsUpdate(slice, form));
  const result: SlicePartition = {
    toCreate: partition.toCreate.map(rewrite),
    toUpdate: [...partition.toUpdate, ...outdated].map(rewrite),
    unchanged: partition.unchanged.filter((slice) => !outdated.includes(slice)),
  };
  const hinted = slicesOf(result).some((slice) => slice.endpoints.some(isHinted));
  const reason = hinted ? (form.toNodes ? 'hinted-to-own-node' : 'hinted-to-own-zone') : 'nothing-to-hint';
  return { ...result, decision: { reason, values: { value: known.value } }, ...several };
}

interface HintForm {
  readonly toNodes: boolean;
  /** An endpoint without zone is hinted to zone "" rather than to none. */
  readonly toEmptyZone: boolean;
}

/** An empty list is as good as none, so that it alone is no reason to write. */
function needsUpdate(slice: EndpointSlice, form: HintForm): boolean {
  return slice.endpoints.some((endpoint) => {
    if (!isReadyForHints(endpoint)) return false;
    const { zone, node } = targetOf(endpoint, form);
    return !isOnly(endpoint.hints?.forZones, zone) || !isOnly(endpoint.hints?.forNodes, node);
  });
}

function rewritten(slice: EndpointSlice, form: HintForm): EndpointSlice {
  const endpoints = slice.endpoints.map((endpoint) =>
    isReadyForHints(endpoint) ? withHint(endpoint, form) : endpoint,
  );
  return { ...slice, endpoints };
}

function targetOf(endpoint: Endpoint, form: HintForm) {
  return {
    zone: endpoint.zone ?? (form.toEmptyZone ? '' : undefined),
    node: form.toNodes ? endpoint.nodeName : undefined,
  };
}

function isOnly(names: readonly string[] | undefined, name: string | undefined): boolean {
  return name === undefined ? (names ?? []).length === 0 : names?.length === 1 && names[0] === name;
}

function withHint(endpoint: Endpoint, form: HintForm): Endpoint {
  const { hints: _, ...rest } = endpoint;
  const { zone, node } = targetOf(endpoint, form);
  const hints: EndpointHints = {
    ...(zone === undefined ? {} : { forZones: [zone] }),
    ...(node === undefined ? {} : { forNodes: [node] }),
  };
  return zone === undefined && node === undefined ? rest : { ...rest, hints };
}

function isHinted(endpoint: Endpoint): boolean {
  return isReadyForHints(endpoint) && endpoint.hints !== undefined;
}
