import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import { type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import type { LintInput } from '#lib/diagnose/lint-service.ts';
import { currentZone } from '#lib/diagnose/standing-decision.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';

/** What endpoints, their zones and their slices do to a Service that asks for zone routing. */
export function lintEndpoints(input: LintInput): readonly Finding[] {
  const { service, slices, facts, modeFacts } = input;
  const object = namespacedName(service);
  const outdated = endpointsWithOutdatedZone(slices, facts);
  const late =
    outdated === 0
      ? []
      : [
          finding('endpoint-zone-outdated', {
            object,
            field: 'EndpointSlice endpoints[].zone',
            values: { endpoints: outdated },
          }),
        ];
  if (modeFacts.hinting.kind === 'none') return late;
  return [...late, ...unzoned(input, object), ...customSlices(input, object), ...uncovered(input, object)];
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

function readyEndpoints(slices: readonly EndpointSlice[]) {
  return slices.flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions.ready !== false));
}

function unzoned({ slices, facts }: LintInput, object: string): readonly Finding[] {
  const endpoints = readyEndpoints(slices).filter(
    (endpoint) => (endpoint.zone ?? '') === '' && currentZone(endpoint, facts.nodeByName) === undefined,
  ).length;
  if (endpoints === 0) return [];
  return [finding('endpoint-without-zone', { object, field: 'EndpointSlice endpoints[].zone', values: { endpoints } })];
}

function customSlices({ slices }: LintInput, object: string): readonly Finding[] {
  const byManager = new Map<string, number>();
  for (const slice of slices) {
    if (slice.managedBy === ENDPOINT_SLICE_CONTROLLER) continue;
    const without = readyEndpoints([slice]).filter(({ hints }) => (hints?.forZones ?? []).length === 0).length;
    if (without > 0) byManager.set(slice.managedBy, (byManager.get(slice.managedBy) ?? 0) + without);
  }
  return [...byManager].map(([manager, endpoints]) =>
    finding('custom-slices-without-hints', {
      object,
      field: 'EndpointSlice endpoints[].hints',
      values: { endpoints, manager: manager === '' ? '–' : manager },
    }),
  );
}

/** Zones whose Ready nodes have no ready endpoint at hand. */
function uncovered({ slices, facts }: LintInput, object: string): readonly Finding[] {
  const served = new Set(readyEndpoints(slices).flatMap(({ zone }) => zone || []));
  const clients = facts.zones.filter(({ zone, nodes, notReady }) => zone !== undefined && nodes > notReady);
  const without = clients.filter(({ zone = '' }) => !served.has(zone));
  if (served.size === 0 || without.length === 0) return [];
  const field = 'EndpointSlice endpoints[].zone';
  const [only = ''] = served;
  if (served.size === 1) {
    return [finding('single-zone', { object, field, values: { zone: only, zones: clients.length } })];
  }
  const zones = without.map(({ zone }) => zone).join(', ');
  const nodes = without.reduce((sum, zone) => sum + zone.nodes - zone.notReady, 0);
  return [finding('zone-without-endpoints', { object, field, values: { zones, nodes } })];
}
