import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { EndpointConditions, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { type CollectedEndpoints, collectEndpoints } from '#lib/proxy-filter/collect-endpoints.ts';
import { emptyHintTable, type HintTable, hintTable } from '#lib/proxy-filter/hint-table.ts';
import { once } from '#lib/proxy-filter/once.ts';
import type { PortReadings } from '#lib/proxy-filter/port-readings.ts';
import { readingKindOf } from '#lib/proxy-filter/read-slice.ts';
import type { EndpointIndices, ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';

/** Bits of `EndpointList.states`. */
export const READY = 1;
export const SERVING_TERMINATING = 2;
export const TERMINATING = 4;

/** The endpoints of one Service port in the form that the filter wants: numbered, with states and hints as numbers. */
export interface EndpointList {
  readonly endpoints: readonly ProxyEndpoint[];
  /** Every position: what a kube-proxy takes that takes all. */
  readonly all: EndpointIndices;
  readonly states: Uint8Array;
  /** Of all of them. */
  readonly byState: EndpointsByState;
  readonly zoneHints: HintTable;
  /** Numbered when somebody asks: most Services have no node hints, and no Local policy. */
  readonly nodeHints: () => HintTable;
  /** One name a row: the node that the endpoint is on. */
  readonly nodeNames: () => HintTable;
  /** The zone that the endpoint is in. */
  readonly zones: () => HintTable;
  /** Which of them kube-proxies of these rules take: without an entry all of them. */
  readonly takenByRules: ReadonlyMap<ProxyRules, TakenEndpoints>;
}

export interface EndpointsByState {
  readonly ready: EndpointIndices;
  readonly servingTerminating: EndpointIndices;
  /** How many terminate, serving or not. */
  readonly terminating: number;
}

export interface TakenEndpoints {
  readonly everywhere: EndpointIndices;
  /** Nodes that take others, since a rival for the same address is on them. */
  readonly onNode: ReadonlyMap<string, EndpointIndices>;
}

const NOBODY: ReadonlyMap<ProxyRules, TakenEndpoints> = new Map();

/** `isReady` of kube-proxy: nil means true. The hint controller reads nil as false. */
export function isReadyForProxy(conditions: EndpointConditions): boolean {
  return conditions.ready ?? true;
}

/** nil `serving` means true, and does not fall back to `ready`. */
export function isServingForProxy(conditions: EndpointConditions): boolean {
  return conditions.serving ?? true;
}

export interface ListOptions {
  readonly family: IpFamily;
  readonly allRules: readonly ProxyRules[];
  readonly readings?: PortReadings | undefined;
}

/**
 * Reads the endpoints of one port for all kube-proxies that there are: those that read slices alike share one reading.
 * `slices` are those of the Service and family, sorted by name.
 */
export function readEndpointList(
  slices: readonly EndpointSlice[],
  port: ServicePort,
  { family, allRules, readings }: ListOptions,
): EndpointList {
  const collectedByKind = new Map<string, CollectedEndpoints>();
  const collectedByRules = new Map<ProxyRules, CollectedEndpoints>();
  for (const rules of allRules) {
    const kind = allRules.length === 1 ? '' : `${readingKindOf(rules)},${rules.laterDuplicateWins}`;
    const collected = collectedByKind.get(kind) ?? collectEndpoints(slices, port, { family, rules, readings });
    collectedByKind.set(kind, collected);
    collectedByRules.set(rules, collected);
  }
  const [only] = collectedByKind.values();
  // Nearly always all take the same, on every node.
  if (only !== undefined && collectedByKind.size === 1 && only.onNode.size === 0) {
    return listOf(only.everywhere, NOBODY);
  }
  const merged = mergeEndpoints([...collectedByKind.values()]);
  const takenByRules = new Map<ProxyRules, TakenEndpoints>();
  for (const [rules, { everywhere, onNode }] of collectedByRules) {
    takenByRules.set(rules, {
      everywhere: merged.indicesOf(everywhere),
      onNode: new Map([...onNode].map(([node, taken]) => [node, merged.indicesOf(taken)])),
    });
  }
  return listOf(merged.endpoints, takenByRules);
}

function listOf(
  endpoints: readonly ProxyEndpoint[],
  takenByRules: ReadonlyMap<ProxyRules, TakenEndpoints>,
): EndpointList {
  const all: number[] = [];
  const states = new Uint8Array(endpoints.length);
  let hasNodeHints = false;
  for (let index = 0; index < endpoints.length; index++) {
    const endpoint = endpoints[index]?.endpoint;
    all.push(index);
    states[index] = stateOf(endpoint?.conditions ?? {});
    hasNodeHints ||= endpoint?.hints?.forNodes !== undefined;
  }
  return {
    endpoints,
    all,
    states,
    byState: endpointsByState(all, states),
    zoneHints: hintTable(endpoints, ({ endpoint }) => endpoint.hints?.forZones),
    nodeHints: once(() =>
      hasNodeHints
        ? hintTable(endpoints, ({ endpoint }) => endpoint.hints?.forNodes)
        : emptyHintTable(endpoints.length),
    ),
    nodeNames: once(() =>
      hintTable(endpoints, ({ endpoint }) => (endpoint.nodeName === undefined ? undefined : [endpoint.nodeName])),
    ),
    zones: once(() =>
      hintTable(endpoints, ({ endpoint }) => (endpoint.zone === undefined ? undefined : [endpoint.zone])),
    ),
    takenByRules,
  };
}

interface MergedEndpoints {
  readonly endpoints: readonly ProxyEndpoint[];
  readonly indicesOf: (endpoints: readonly ProxyEndpoint[]) => EndpointIndices;
}

/** All that anyone takes, each once, sorted by key; the same endpoint read alike is the same. */
function mergeEndpoints(all: readonly CollectedEndpoints[]): MergedEndpoints {
  const numberByEndpoint = new Map<ProxyEndpoint['endpoint'], number>();
  const identity = ({ endpoint, key }: ProxyEndpoint) => {
    const number = numberByEndpoint.get(endpoint) ?? numberByEndpoint.size;
    numberByEndpoint.set(endpoint, number);
    return `${key} ${number}`;
  };
  const endpointByIdentity = new Map<string, ProxyEndpoint>();
  for (const { everywhere, onNode } of all) {
    for (const endpoint of [...everywhere, ...[...onNode.values()].flat()]) {
      const id = identity(endpoint);
      if (!endpointByIdentity.has(id)) endpointByIdentity.set(id, endpoint);
    }
  }
  const entries = [...endpointByIdentity].toSorted(
    ([, left], [, right]) => Number(left.key > right.key) || -Number(left.key < right.key),
  );
  const indexByIdentity = new Map(entries.map(([id], index) => [id, index]));
  return {
    endpoints: entries.map(([, endpoint]) => endpoint),
    indicesOf: (endpoints) =>
      endpoints.map((endpoint) => indexByIdentity.get(identity(endpoint)) ?? 0).sort((left, right) => left - right),
  };
}

/** One pass over the states of those that are taken; where all are ready they are the very list that was given. */
export function endpointsByState(taken: EndpointIndices, states: Uint8Array): EndpointsByState {
  if (taken.every((index) => states[index] === READY)) return { ready: taken, servingTerminating: [], terminating: 0 };
  const ready: number[] = [];
  const servingTerminating: number[] = [];
  let terminating = 0;
  for (const index of taken) {
    const state = states[index] ?? 0;
    if (state === READY) ready.push(index);
    else {
      if ((state & READY) !== 0) ready.push(index);
      if ((state & TERMINATING) !== 0) terminating++;
      if ((state & SERVING_TERMINATING) !== 0) servingTerminating.push(index);
    }
  }
  return { ready, servingTerminating, terminating };
}

function stateOf(conditions: EndpointConditions): number {
  const isTerminating = conditions.terminating === true;
  return (
    (isReadyForProxy(conditions) ? READY : 0) |
    (isTerminating && isServingForProxy(conditions) ? SERVING_TERMINATING : 0) |
    (isTerminating ? TERMINATING : 0)
  );
}
