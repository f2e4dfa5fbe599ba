import { NAMESPACE, serviceName } from './cluster-shape.ts';

const ZONES = ['zone-a', 'zone-b', 'zone-c'] as const;

/** Of every object before its first change. */
export const FIRST_VERSION = 100;

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
  /** Of its last change. */
  resourceVersion: number;
}

export function zoneOf(node: number): string {
  return ZONES[node % ZONES.length] ?? ZONES[0];
}

export function nodeName(node: number): string {
  return `ip-10-${(node >> 8) & 255}-${node & 255}-${node % 250}.eu-central-1.compute.internal`;
}

export function uidOf(text: string): string {
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

/** Each heartbeat has a version of its own, and so a time. */
export function nodeJson(node: number, resourceVersion: number): string {
  const zone = zoneOf(node);
  const condition = (type: string, status: string) => ({
    type,
    status,
    lastHeartbeatTime: new Date(1.767e12 + resourceVersion * 1_000).toISOString(),
    lastTransitionTime: '2026-01-01T00:00:00Z',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  });
  return JSON.stringify({
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name: nodeName(node),
      uid: uidOf(`n${node}`),
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

export function serviceJson(service: number): string {
  const annotations = service % 3 === 0 ? { 'service.kubernetes.io/topology-mode': 'Auto' } : {};
  return JSON.stringify({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: serviceName(service),
      namespace: NAMESPACE,
      uid: uidOf(`s${service}`),
      resourceVersion: String(FIRST_VERSION),
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

export function sliceJson({ service, name, endpoints, resourceVersion }: SoakedSlice): string {
  return JSON.stringify({
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: {
      name,
      namespace: NAMESPACE,
      generateName: `${serviceName(service)}-`,
      uid: uidOf(`e${name}`),
      resourceVersion: String(resourceVersion),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        app: serviceName(service),
        'kubernetes.io/service-name': serviceName(service),
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-01T00:00:00Z' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: serviceName(service), uid: uidOf(`s${service}`) }],
      managedFields: managedFields('kube-controller-manager'),
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
  });
}
