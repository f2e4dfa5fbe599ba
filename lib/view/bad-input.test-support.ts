import { rowOf } from '#lib/diagnose/service-row.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { type Json, record } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { endpointsView } from '#lib/view/endpoints-view.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { headlineView } from '#lib/view/headline-view.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { servicesView } from '#lib/view/services-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import { whyView } from '#lib/view/why-view.ts';

/** Kubernetes JSON as a watch brings it, right or wrong. */
export interface RawCluster {
  readonly nodes?: readonly Json[];
  readonly service?: Json;
  readonly slices?: readonly Json[];
}

export const VERSION = { major: 1, minor: 36, patch: 0 };

export function rawNode(name: string, zone: string, more: Json = {}): Json {
  return {
    kind: 'Node',
    metadata: { name, uid: `uid-${name}`, labels: { 'topology.kubernetes.io/zone': zone } },
    status: {
      allocatable: { cpu: '4' },
      conditions: [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kubeletVersion: 'v1.36.0' },
    },
    ...more,
  };
}

export function rawService(spec: Json = {}, metadata: Json = {}): Json {
  return {
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', uid: 'uid-web', ...metadata },
    spec: {
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      ipFamilies: ['IPv4'],
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
      ...spec,
    },
  };
}

export function rawSlice(endpoints: unknown, more: Json = {}): Json {
  const { metadata = {}, ...rest } = more;
  return {
    kind: 'EndpointSlice',
    metadata: {
      name: 'web-1',
      namespace: 'shop',
      labels: {
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ...record(metadata),
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints,
    ...rest,
  };
}

export function rawEndpoint(address: string, more: Json = {}): Json {
  return { addresses: [address], conditions: { ready: true }, nodeName: 'n1', zone: 'a', ...more };
}

/** Two zones, a node each. */
export const NODES: readonly Json[] = [rawNode('n1', 'a'), rawNode('n2', 'b')];

export interface SeenCluster {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly row: ReturnType<typeof rowOf>;
  readonly endpoints: ReturnType<typeof endpointsView>;
  readonly headline: ReturnType<typeof headlineView>;
  readonly node: ReturnType<typeof nodeView>;
  readonly graph: ReturnType<typeof graphView>;
  /** All of it as JSON, for looking for what must not be there. */
  readonly text: string;
}

/** Everything that the page would show of it, computed as the page and the server do. */
export function see(
  { nodes = NODES, service = rawService(), slices = [] }: RawCluster,
  url: Partial<UrlState> = {},
): SeenCluster {
  const seenService = toService(service);
  if (seenService === undefined) throw new Error('Cannot see the cluster: its Service has no name');
  const cluster = {
    nodes: nodes.map((node) => toNode(node)).filter((node): node is Node => node !== undefined),
    service: seenService,
    slices: slices.flatMap((slice) => toEndpointSlice(slice) ?? []),
  };
  const state = { ...DEFAULT_URL_STATE, node: 'n1', ...url };
  const answer = answerService({ ...cluster, version: VERSION, gateOverrides: [], pods: [], now: 1_000_000 }, state);
  const row = rowOf(cluster.service, cluster.slices, { nodes: cluster.nodes, version: VERSION, gateOverrides: [] });
  const views = {
    row,
    endpoints: endpointsView(answer, state),
    headline: headlineView(answer, state),
    node: nodeView(answer, state),
    graph: graphView(answer, state, { width: 900, height: 600 }),
  };
  const all = [views, whyView(answer, state), commandsView(answer, state), servicesView([row], state)];
  // JSON would hide what is no number behind null.
  const text = JSON.stringify(all, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `not a number: ${value}` : value,
  );
  return { service: cluster.service, slices: cluster.slices, ...views, text };
}
