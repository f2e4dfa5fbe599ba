import type { Json } from '#lib/to-model/json.ts';

/** One Service of so many slices of 100 endpoints; each change touches one endpoint that no other change touches. */
export const SLICES = 20;
const ENDPOINTS = 100;
export const CHANGES = SLICES * ENDPOINTS;
export const SERVICE_KEY = 'bench/web';
const ZONES = ['zone-a', 'zone-b', 'zone-c'] as const;

interface ListedEndpoint {
  readonly addresses: readonly string[];
  readonly conditions: { ready: boolean; serving: boolean; terminating: boolean };
  readonly nodeName: string;
  readonly zone: string;
  readonly targetRef: { readonly kind: 'Pod'; readonly namespace: 'bench'; name: string; readonly uid: string };
  readonly hints: { readonly forZones: readonly { readonly name: string }[] };
}

/** The fixed list of changes, each as the object of the watch event that tells it. */
export interface ChangeList {
  /** The slices before any change. */
  readonly first: readonly Json[];
  /** The whole slice after the `index`th change, which says when it was sent; to be called in order. */
  event(index: number, sentMicros: number): Json;
}

export function createChangeList(): ChangeList {
  const endpointsBySlice = Array.from({ length: SLICES }, (_, slice) =>
    Array.from({ length: ENDPOINTS }, (_, at) => endpointOf(slice, at)),
  );
  return {
    first: endpointsBySlice.map((endpoints, slice) => sliceOf(slice, endpoints, 'before')),
    event(index, sentMicros) {
      // Slice after slice, and within each in an order that looks like none: 37 and 100 share no factor.
      const slice = index % SLICES;
      const at = (Math.floor(index / SLICES) * 37) % ENDPOINTS;
      const endpoints = endpointsBySlice[slice] ?? [];
      const endpoint = endpoints[at];
      const marker = `change-${index}-${sentMicros}`;
      if (endpoint !== undefined) {
        endpoint.conditions.ready = false;
        endpoint.targetRef.name = marker;
      }
      return sliceOf(slice, endpoints, marker);
    },
  };
}

/** The Service of the slices and the nodes that they name. */
export function listedCluster(): { readonly service: Json; readonly nodes: readonly Json[] } {
  const nodes = Array.from({ length: 30 }, (_, index) => ({
    kind: 'Node',
    metadata: { name: nodeName(index), uid: `n${index}`, labels: { 'topology.kubernetes.io/zone': ZONES[index % 3] } },
    status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  }));
  const service = {
    kind: 'Service',
    metadata: { name: 'web', namespace: 'bench', uid: 's' },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ipFamilies: ['IPv4'],
      selector: { app: 'web' },
      ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    },
  };
  return { service, nodes };
}

function endpointOf(slice: number, at: number): ListedEndpoint {
  const node = (slice * 7 + at) % 30;
  const zone = ZONES[node % 3] ?? 'zone-a';
  return {
    addresses: [`10.${slice}.${at}.7`],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: nodeName(node),
    zone,
    targetRef: {
      kind: 'Pod',
      namespace: 'bench',
      name: `web-7d4b9c6f5d-${String(slice * ENDPOINTS + at).padStart(5, 'x')}`,
      uid: `${String(slice * ENDPOINTS + at).padStart(8, '0')}-0000-4000-8000-000000000000`,
    },
    hints: { forZones: [{ name: zone }] },
  };
}

function sliceOf(slice: number, endpoints: readonly ListedEndpoint[], sent: string): Json {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: {
      name: `web-${String(slice).padStart(5, '0')}`,
      generateName: 'web-',
      namespace: 'bench',
      uid: `e${slice}`,
      resourceVersion: '1',
      labels: {
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      annotations: { sent },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: 'web', uid: 's', controller: true }],
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
  };
}

function nodeName(index: number): string {
  return `ip-10-0-${index}-7.eu-central-1.compute.internal`;
}
