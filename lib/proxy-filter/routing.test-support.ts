import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import { type ProxyRules, proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { type NodeRouting, routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting, ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';

/** Nodes a1, a2 in zone a, b1 in zone b, none in no zone. */
export const NODES: readonly Node[] = [aNode('a1', 'a'), aNode('a2', 'a'), aNode('b1', 'b'), aNode('none', undefined)];

export function aNode(name: string, zone: string | undefined): Node {
  return {
    kind: 'Node',
    name,
    namespace: '',
    uid: '',
    labels: zone === undefined ? {} : { [ZONE_LABEL]: zone },
    dataPlaneSigns: [],
    taints: [],
    unschedulable: false,
    allocatable: {},
    kubeletVersion: '',
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    images: [],
  };
}

export function aService(fields: Partial<Service> = {}): Service {
  return {
    kind: 'Service',
    name: 'svc',
    namespace: 'default',
    uid: '',
    labels: {},
    annotations: {},
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ipFamilies: ['IPv4'],
    ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    publishNotReadyAddresses: false,
    externalIPs: [],
    loadBalancerIngress: [],
    ...fields,
  };
}

export function aSlice(endpoints: readonly Endpoint[], fields: Partial<EndpointSlice> = {}): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    name: 'svc-x',
    namespace: 'default',
    uid: '',
    addressType: 'IPv4',
    serviceName: 'svc',
    managedBy: '',
    headless: false,
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
    ...fields,
  };
}

type State = 'ready' | 'unready' | 'serving-terminating' | 'terminating' | 'nil';
const CONDITIONS_BY_STATE: Readonly<Record<State, Endpoint['conditions']>> = {
  ready: { ready: true, serving: true, terminating: false },
  unready: { ready: false, serving: false, terminating: false },
  'serving-terminating': { ready: false, serving: true, terminating: true },
  terminating: { ready: false, serving: false, terminating: true },
  nil: {},
};

export interface EndpointFields {
  readonly state?: State;
  readonly on?: string;
  readonly zones?: readonly string[];
  readonly nodes?: readonly string[];
}

/** 10.0.0.N; `zones` and `nodes` are those that it is hinted to. */
export function anEndpoint(number: number, { state = 'ready', on, zones, nodes }: EndpointFields = {}): Endpoint {
  return {
    addresses: [`10.0.0.${number}`],
    conditions: CONDITIONS_BY_STATE[state],
    ...(on === undefined ? {} : { nodeName: on }),
    ...(zones === undefined && nodes === undefined
      ? {}
      : { hints: { ...(zones && { forZones: zones }), ...(nodes && { forNodes: nodes }) } }),
  };
}

export interface RouteFields {
  readonly minor?: number;
  readonly gates?: GateStateByName;
  readonly service?: Partial<Service>;
  readonly slices?: readonly EndpointSlice[];
  readonly endpoints?: readonly Endpoint[];
  readonly nodes?: readonly Node[];
  readonly dataPlaneOf?: (node: Node) => DataPlaneKind;
}

export function rulesOf(minor: number, gates: GateStateByName = {}): ProxyRules {
  const version = { major: 1, minor, patch: 0 };
  return proxyRulesOf(version, { ...defaultGates(version), ...gates });
}

/** Routes the one port of a Service. */
export function routeOne(fields: RouteFields): PortRouting {
  const { minor = 37, gates = {}, service = {}, endpoints = [], nodes = NODES, dataPlaneOf } = fields;
  const rules = rulesOf(minor, gates);
  const { ports } = routeService({
    service: aService(service),
    slices: fields.slices ?? [aSlice(endpoints)],
    nodes: readProxyNodes({ nodes, rulesOf: () => rules, ...(dataPlaneOf && { dataPlaneOf }) }),
  });
  const [port] = ports;
  if (port === undefined) throw new Error('Cannot route one port: the Service has none');
  return port;
}

export function routeNode(fields: RouteFields, node: string): NodeRouting {
  const nodes = fields.nodes ?? NODES;
  return routingOfNode(
    routeOne(fields),
    nodes.findIndex(({ name }) => name === node),
  );
}

/** Last parts of the addresses: [1, 2] for 10.0.0.1 and 10.0.0.2. */
export function numbers(endpoints: readonly ProxyEndpoint[] | null): readonly number[] | null {
  return endpoints?.map(({ address }) => Number(address.split('.').at(-1))) ?? null;
}
