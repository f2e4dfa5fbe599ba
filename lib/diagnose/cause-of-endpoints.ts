import type { EndpointFacts } from '#lib/diagnose/analysis.ts';
import { causeOf, named, type ObjectField, type TrueCause, type WhyInput } from '#lib/diagnose/explanation.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

/** Causes that stand in endpoints and their slices. */
export const endpointCauses = {
  'endpoint-without-zone': (input: WhyInput) => {
    const ready = readyEndpoints(input);
    const zoneless = ready.filter(({ zone }) => zone === undefined);
    const values = { endpoints: zoneless.length, ready: ready.length };
    return causeOf('true-cause.endpoint-without-zone', values, nodesOfEndpoints(zoneless));
  },
  'nothing-to-hint': (input: WhyInput) => {
    const ready = readyEndpoints(input);
    if (ready.length === 0) return undefined;
    return causeOf('true-cause.no-endpoint-with-zone', { ready: ready.length }, nodesOfEndpoints(ready));
  },
  'endpoint-zone-outdated': (input: WhyInput) => {
    const { comparesNodes } = input.analysis.input.context.controllerRules;
    const values = { endpoints: input.verdict.reasonValues['endpoints'] ?? 0 };
    const objects = readyEndpoints(input)
      .filter(({ zone }) => zone === undefined)
      .map((endpoint) => endpointObject(endpoint, 'endpoints[].zone'));
    return causeOf(
      comparesNodes ? 'true-cause.endpoint-zone-until-sync' : 'true-cause.endpoint-zone-until-deleted',
      values,
      objects,
    );
  },
  'zones-not-counted-again': (input: WhyInput) =>
    causeOf('true-cause.zones-not-counted-again', { endpoints: readyEndpoints(input).length }),
  'hints-missing': (input: WhyInput) => {
    const { recountsOnZoneChange } = input.analysis.input.context.controllerRules;
    const isAuto = input.analysis.hinting.kind === 'auto';
    const ready = readyEndpoints(input);
    return causeOf(
      recountsOnZoneChange || !isAuto ? 'true-cause.not-synced' : 'true-cause.not-synced-or-not-counted',
      { endpoints: ready.length },
      ready.map((endpoint) => endpointObject(endpoint, 'endpoints[].hints')),
    );
  },
  'service-without-selector': (input: WhyInput) => {
    const ready = readyEndpoints(input);
    const without = ready.filter(isWithoutHint);
    if (ready.length === 0) return undefined;
    const values = { without: without.length, ready: ready.length };
    return causeOf('true-cause.custom-slices', values, sliceObjects(input, without));
  },
  'endpoint-without-zone-hint': (input: WhyInput) => endpointWithoutHint(input, readyEndpoints(input)),
  'unready-endpoint-without-zone-hint': (input: WhyInput) => endpointWithoutHint(input, input.port?.endpoints ?? []),
  'no-endpoint-hinted-to-zone': (input: WhyInput) => {
    const zones = zonesWithoutHint(input);
    const nodes = zones.reduce((sum, zone) => sum + zone.nodes, 0);
    const names = zones.map(({ zone }) => zone).join(', ');
    return causeOf('true-cause.no-hint-for-zones', { zones: names, nodes, ready: readyEndpoints(input).length });
  },
  'same-zone-but-none-ready': (input: WhyInput) => {
    const zone = input.verdict.reasonValues['zone'] ?? '';
    const hinted = (input.port?.endpoints ?? []).filter(
      ({ zoneHints, readiness }) => readiness !== 'ready' && zoneHints.includes(String(zone)),
    );
    return causeOf('true-cause.hinted-not-ready', { zone, endpoints: hinted.length }, hinted.map(podObject));
  },
  'no-ready-endpoint': notReady,
  'terminating-fallback': notReady,
} as const;

export function readyEndpoints({ port }: Pick<WhyInput, 'port'>): readonly EndpointFacts[] {
  return port?.endpoints.filter(({ readiness }) => readiness === 'ready') ?? [];
}

/** The zones with nodes that no endpoint is hinted to, and how many nodes. */
export function zonesWithoutHint({
  port,
}: Pick<WhyInput, 'port'>): readonly { readonly zone: string; readonly nodes: number }[] {
  const nodesByZone = new Map<string, number>();
  for (const { reason, zone = '', nodes } of port?.classes ?? []) {
    if (reason === 'no-endpoint-hinted-to-zone') nodesByZone.set(zone, (nodesByZone.get(zone) ?? 0) + nodes);
  }
  return [...nodesByZone].map(([zone, nodes]) => ({ zone, nodes })).filter(({ nodes }) => nodes > 0);
}

/** One endpoint without a hint is enough, and only three things leave one without: its node, its slice, a sync to come. */
function endpointWithoutHint(input: WhyInput, endpoints: readonly EndpointFacts[]): TrueCause {
  const without = endpoints.filter(isWithoutHint);
  const values = { without: without.length, ready: endpoints.length };
  const onUnlabelled = without.filter(({ nodeName }) => isOnNodeWithoutZone(input, nodeName));
  if (onUnlabelled.length > 0) {
    return causeOf('true-cause.endpoint-without-hint-by-node', values, nodesOfEndpoints(onUnlabelled));
  }
  const foreign = without.filter(({ slice }) => foreignSlices(input).has(slice));
  if (foreign.length > 0) {
    return causeOf('true-cause.endpoint-without-hint-by-slice', values, sliceObjects(input, foreign));
  }
  return causeOf(
    'true-cause.endpoint-without-hint',
    values,
    without.map((endpoint) => endpointObject(endpoint, 'endpoints[].hints')),
  );
}

function isWithoutHint({ zoneHints }: EndpointFacts): boolean {
  return zoneHints.length === 0;
}

function isOnNodeWithoutZone({ analysis }: WhyInput, nodeName: string): boolean {
  const node = analysis.nodeByName.get(nodeName);
  return node !== undefined && node.zone === undefined;
}

/** Names of the slices that the EndpointSlice controller does not write. */
function foreignSlices({ analysis }: WhyInput): ReadonlySet<string> {
  const foreign = analysis.input.slices.filter(({ managedBy }) => managedBy !== ENDPOINT_SLICE_CONTROLLER);
  return new Set(foreign.map(({ name }) => name));
}

function notReady(input: WhyInput): TrueCause {
  const { reason, reasonValues } = input.verdict;
  return named({ key: reason, values: reasonValues }, (input.port?.endpoints ?? []).map(podObject));
}

function podObject({ name }: EndpointFacts): ObjectField {
  return { kind: 'Pod', name, field: 'status.conditions[Ready]' };
}

function endpointObject({ slice, name }: EndpointFacts, field: string): ObjectField {
  return { kind: 'EndpointSlice', name: `${slice} · ${name}`, field };
}

/** Each node that a label is missing from, once, with the endpoint where there is but one; an endpoint without a node by itself. */
function nodesOfEndpoints(endpoints: readonly EndpointFacts[]): readonly ObjectField[] {
  const podsByNode = new Map<string, string[]>();
  for (const { nodeName, name } of endpoints) {
    const pods = podsByNode.get(nodeName);
    if (pods === undefined) podsByNode.set(nodeName, [name]);
    else pods.push(name);
  }
  return [...podsByNode].flatMap(([node, pods]) => {
    if (node === '') return pods.map((name) => ({ kind: 'Pod', name, field: 'spec.nodeName' }));
    const name = pods.length > 1 ? node : `${node} · ${pods[0] ?? ''}`;
    return [{ kind: 'Node', name, field: `metadata.labels[${ZONE_LABEL}]` }];
  });
}

function sliceObjects({ analysis }: WhyInput, endpoints: readonly EndpointFacts[]): readonly ObjectField[] {
  const managerBySlice = new Map(analysis.input.slices.map(({ name, managedBy }) => [name, managedBy]));
  return [...new Set(endpoints.map(({ slice }) => slice))].map((slice) => {
    const manager = managerBySlice.get(slice) ?? '';
    return {
      kind: 'EndpointSlice',
      name: manager === '' ? slice : `${slice} · ${manager}`,
      field: 'endpoints[].hints',
    };
  });
}
