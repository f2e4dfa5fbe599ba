import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import type { LintInput } from '#lib/diagnose/lint-input.ts';
import { type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';

const NONE: readonly Finding[] = [];
const ZONE_FIELD = 'EndpointSlice endpoints[].zone';

/** What endpoints, their zones and their slices do to a Service that asks for zone routing. */
export function lintEndpoints({ service, slices, facts, modeFacts }: LintInput): readonly Finding[] {
  const counts = countOfEitherFamily(slices, facts);
  const isAsked = modeFacts.hinting.kind !== 'none';
  const { outdated, unzoned } = counts;
  // Most Services are in order, and every row of the list comes through here.
  if (outdated === 0 && !isAsked) return NONE;
  const object = namespacedName(service);
  const late =
    outdated === 0
      ? NONE
      : [finding('endpoint-zone-outdated', { object, field: ZONE_FIELD, values: { endpoints: outdated } })];
  if (!isAsked) return late;
  const without =
    unzoned === 0
      ? NONE
      : [finding('endpoint-without-zone', { object, field: ZONE_FIELD, values: { endpoints: unzoned } })];
  return [...late, ...without, ...customSlices(counts, object), ...uncovered(counts, facts, object)];
}

interface EndpointCounts {
  /** An endpoint learns its zone when it is written; a node that was labelled later may have another one by now. */
  readonly outdated: number;
  /** Ready, without a zone, and their node has none either; only the EndpointSlice controller takes a zone from there. */
  readonly unzoned: number;
  /** Zones of ready endpoints. */
  readonly served: readonly string[];
  /** Ready endpoints without a hint in slices that the EndpointSlice controller does not write, by who does. */
  readonly unhintedByManager: ReadonlyMap<string, number>;
}

/** A Service of two families has each endpoint twice: the family with more of a kind tells how many there are. */
function countOfEitherFamily(slices: readonly EndpointSlice[], facts: ClusterFacts): EndpointCounts {
  const [first] = slices;
  const isOfFirst = ({ addressType }: EndpointSlice): boolean => addressType === first?.addressType;
  if (slices.every(isOfFirst)) return countEndpoints(slices, facts);
  const counts = [slices.filter(isOfFirst), slices.filter((slice) => !isOfFirst(slice))].map((ofFamily) =>
    countEndpoints(ofFamily, facts),
  );
  const managers = counts.flatMap(({ unhintedByManager }) => [...unhintedByManager.keys()]);
  const most = (of: (counted: EndpointCounts) => number) => Math.max(...counts.map(of));
  return {
    outdated: most(({ outdated }) => outdated),
    unzoned: most(({ unzoned }) => unzoned),
    served: [...new Set(counts.flatMap(({ served }) => served))],
    unhintedByManager: new Map(
      managers.map((manager) => [manager, most(({ unhintedByManager }) => unhintedByManager.get(manager) ?? 0)]),
    ),
  };
}

/** One pass over all endpoints. */
function countEndpoints(slices: readonly EndpointSlice[], { nodeByName }: ClusterFacts): EndpointCounts {
  let outdated = 0;
  let unzoned = 0;
  const served: string[] = [];
  const unhintedByManager = new Map<string, number>();
  for (const { endpoints, managedBy } of slices) {
    const isOwn = managedBy === ENDPOINT_SLICE_CONTROLLER;
    let unhinted = 0;
    for (const { nodeName, zone = '', conditions, hints } of endpoints) {
      const node = nodeName === undefined ? undefined : nodeByName.get(nodeName);
      if (node !== undefined && (node.zone ?? '') !== zone) outdated += 1;
      if (conditions.ready === false) continue;
      if (zone !== '' && !served.includes(zone)) served.push(zone);
      if (isOwn && zone === '' && node?.zone === undefined) unzoned += 1;
      if ((hints?.forZones?.length ?? 0) === 0) unhinted += 1;
    }
    if (unhinted > 0 && !isOwn) {
      unhintedByManager.set(managedBy, (unhintedByManager.get(managedBy) ?? 0) + unhinted);
    }
  }
  return { outdated, unzoned, served, unhintedByManager };
}

function customSlices({ unhintedByManager }: EndpointCounts, object: string): readonly Finding[] {
  if (unhintedByManager.size === 0) return NONE;
  return [...unhintedByManager].map(([manager, endpoints]) =>
    finding('custom-slices-without-hints', {
      object,
      field: 'EndpointSlice endpoints[].hints',
      values: { endpoints, manager: manager === '' ? '""' : manager },
    }),
  );
}

/** Zones whose Ready nodes have no ready endpoint at hand. */
function uncovered({ served }: EndpointCounts, { zones }: ClusterFacts, object: string): readonly Finding[] {
  const [only] = served;
  if (only === undefined) return NONE;
  const clients = zones.filter(({ zone, nodes, notReady }) => zone !== undefined && nodes > notReady);
  const without = clients.filter(({ zone = '' }) => !served.includes(zone));
  if (without.length === 0) return NONE;
  if (served.length === 1) {
    return [finding('single-zone', { object, field: ZONE_FIELD, values: { zone: only, zones: clients.length } })];
  }
  const names = without.map(({ zone }) => zone).join(', ');
  const nodes = without.reduce((sum, zone) => sum + zone.nodes - zone.notReady, 0);
  return [finding('zone-without-endpoints', { object, field: ZONE_FIELD, values: { zones: names, nodes } })];
}
