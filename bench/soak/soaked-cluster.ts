import {
  type ClusterShape,
  ENDPOINTS_PER_SLICE,
  endpointCounts,
  markerOf,
  NAMESPACE,
  serviceName,
} from './cluster-shape.ts';

const ZONES = ['zone-a', 'zone-b', 'zone-c'] as const;

export type SoakedKind = 'nodes' | 'services' | 'endpointslices';

export interface SoakedEndpoint {
  readonly addresses: readonly [string];
  conditions: { ready: boolean; serving: boolean; terminating: boolean };
  readonly nodeName: string;
  readonly zone: string;
  readonly targetRef: { kind: 'Pod'; namespace: string; name: string; uid: string };
  readonly hints?: { readonly forZones: readonly { readonly name: string }[] };
}

export interface SoakedSlice {
  readonly service: number;
  readonly name: string;
  readonly endpoints: readonly SoakedEndpoint[];
}

/** The truth that the API server of the soak serves. Everything follows from its shape and a seed. */
export interface SoakedCluster {
  readonly slices: readonly SoakedSlice[];
  readonly slicesByService: readonly (readonly SoakedSlice[])[];
  /** The JSON of every object of a kind as it is now, one string each. */
  objects(kind: SoakedKind): Iterable<string>;
  countOf(kind: SoakedKind): number;
  /** Changes one endpoint and returns its slice's JSON. */
  change(request: ChangeRequest): string;
  /** A node event that changes no kept field, as each kubelet sends them. */
  heartbeat(node: number, resourceVersion: number): string;
}

export interface ChangeRequest {
  readonly slice: SoakedSlice;
  readonly at: number;
  readonly change: number;
  readonly sentMicros: number;
  readonly resourceVersion: number;
}

export function createSoakedCluster(shape: ClusterShape): SoakedCluster {
  const counts = endpointCounts(shape);
  const slicesByService = counts.map((count, service) => slicesOf(service, count, shape.nodes));
  const slices = slicesByService.flat();
  return {
    slices,
    slicesByService,
    *objects(kind) {
      if (kind === 'nodes') for (let node = 0; node < shape.nodes; node += 1) yield nodeJson(node, 1, 0);
      else if (kind === 'services') for (let index = 0; index < shape.services; index += 1) yield serviceJson(index);
      else for (const slice of slices) yield sliceJson(slice, 1);
    },
    countOf: (kind) => (kind === 'nodes' ? shape.nodes : kind === 'services' ? shape.services : slices.length),
    change({ slice, at, change, sentMicros, resourceVersion }) {
      const endpoint = slice.endpoints[at];
      if (endpoint !== undefined) {
        const ready = !endpoint.conditions.ready;
        endpoint.conditions = { ready, serving: ready, terminating: false };
        endpoint.targetRef.name = markerOf(change, sentMicros);
      }
      return sliceJson(slice, resourceVersion);
    },
    heartbeat: (node, resourceVersion) => nodeJson(node, resourceVersion, resourceVersion),
  };
}

function slicesOf(service: number, count: number, nodes: number): readonly SoakedSlice[] {
  const sliceCount = Math.max(1, Math.ceil(count / ENDPOINTS_PER_SLICE));
  return Array.from({ length: sliceCount }, (_, part) => {
    const first = part * ENDPOINTS_PER_SLICE;
    const length = Math.min(ENDPOINTS_PER_SLICE, count - first);
    return {
      service,
      name: `${serviceName(service)}-${part.toString(36).padStart(5, '0')}`,
      endpoints: Array.from({ length }, (_, at) => endpointOf(service, first + at, nodes)),
    };
  });
}

function endpointOf(service: number, at: number, nodes: number): SoakedEndpoint {
  const node = (service * 31 + at * 7) % nodes;
  const zone = ZONES[node % ZONES.length] ?? ZONES[0];
  const pod = service * 100_003 + at;
  return {
    addresses: [`10.${(pod >> 16) & 255}.${(pod >> 8) & 255}.${pod & 255}`],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: nodeName(node),
    zone,
    targetRef: { kind: 'Pod', namespace: NAMESPACE, name: `pod-${service}-${at}`, uid: uid(`p${pod}`) },
    ...(service % 3 !== 2 && { hints: { forZones: [{ name: zone }] } }),
  };
}

function nodeName(node: number): string {
  return `ip-10-${(node >> 8) & 255}-${node & 255}-${node % 250}.eu-central-1.compute.internal`;
}

function uid(text: string): string {
  return `${text.padStart(8, '0')}-0000-4000-8000-000000000000`;
}

/** What every object brings along and nobody keeps. */
function managedFields(manager: string): unknown {
  return [
    {
      manager,
      operation: 'Update',
      apiVersion: 'v1',
      time: '2026-01-01T00:00:00Z',
      fieldsV1: { 'f:spec': { 'f:x': {} } },
    },
  ];
}

function nodeJson(node: number, resourceVersion: number, beat: number): string {
  const zone = ZONES[node % ZONES.length] ?? ZONES[0];
  const condition = (type: string, status: string) => ({
    type,
    status,
    lastHeartbeatTime: new Date(1.767e12 + beat * 1_000).toISOString(),
    lastTransitionTime: '2026-01-01T00:00:00Z',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  });
  return JSON.stringify({
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name: nodeName(node),
      uid: uid(`n${node}`),
      resourceVersion: String(resourceVersion),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        'topology.kubernetes.io/zone': zone,
        'topology.kubernetes.io/region': 'eu-central-1',
        'kubernetes.io/hostname': nodeName(node),
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm6i.xlarge',
      },
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
      managedFields: managedFields('kubelet'),
    },
    spec: { podCIDR: `10.${node >> 8}.${node & 255}.0/24`, providerID: `aws:///${zone}/i-${node}` },
    status: {
      allocatable: { cpu: '3920m', memory: '15075480Ki', pods: '110', 'ephemeral-storage': '18242267924' },
      conditions: [
        condition('MemoryPressure', 'False'),
        condition('DiskPressure', 'False'),
        condition('Ready', 'True'),
      ],
      images: Array.from({ length: 20 }, (_, index) => ({
        names: [
          `registry.example/team/image-${index}@sha256:${String(index).padStart(64, '0')}`,
          `registry.example/team/image-${index}:v1`,
        ],
        sizeBytes: 100_000_000 + index,
      })),
      nodeInfo: { kubeletVersion: 'v1.34.2', kubeProxyVersion: '', operatingSystem: 'linux', architecture: 'amd64' },
    },
  });
}

function serviceJson(service: number): string {
  const annotations = service % 3 === 0 ? { 'service.kubernetes.io/topology-mode': 'Auto' } : {};
  return JSON.stringify({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: serviceName(service),
      namespace: NAMESPACE,
      uid: uid(`s${service}`),
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { app: serviceName(service), team: `team-${service % 40}` },
      annotations: { ...annotations, 'meta.helm.sh/release-name': serviceName(service) },
      managedFields: managedFields('helm'),
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: `10.96.${(service >> 8) & 255}.${service & 255}`,
      clusterIPs: [`10.96.${(service >> 8) & 255}.${service & 255}`],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
      selector: { app: serviceName(service) },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      ...(service % 3 === 1 && { trafficDistribution: 'PreferClose' }),
    },
    status: { loadBalancer: {} },
  });
}

function sliceJson({ service, name, endpoints }: SoakedSlice, resourceVersion: number): string {
  return JSON.stringify({
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: {
      name,
      namespace: NAMESPACE,
      generateName: `${serviceName(service)}-`,
      uid: uid(`e${name}`),
      resourceVersion: String(resourceVersion),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        app: serviceName(service),
        'kubernetes.io/service-name': serviceName(service),
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-01T00:00:00Z' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: serviceName(service), uid: uid(`s${service}`) }],
      managedFields: managedFields('kube-controller-manager'),
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
  });
}
