import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';

/** Small objects for tests: only what a test names differs. */
export function aNode(name: string, fields: Partial<Node> = {}): Node {
  return {
    kind: 'Node',
    name,
    namespace: '',
    uid: `uid-${name}`,
    labels: { 'topology.kubernetes.io/zone': 'a' },
    dataPlaneSigns: [],
    taints: [],
    unschedulable: false,
    allocatable: { cpuNano: 4_000_000_000 },
    ready: { status: 'True', since: 1_000 },
    kubeletVersion: 'v1.21.10',
    kubeProxyVersion: 'v1.21.10',
    operatingSystem: 'linux',
    images: [],
    ...fields,
  };
}

export function aService(name: string, fields: Partial<Service> = {}): Service {
  return {
    kind: 'Service',
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    labels: {},
    annotations: {},
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ipFamilies: ['IPv4'],
    ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    selector: { app: name },
    publishNotReadyAddresses: false,
    externalIPs: [],
    loadBalancerIngress: [],
    ...fields,
  };
}

export function anEndpoint(index: number, fields: Partial<Endpoint> = {}): Endpoint {
  return {
    addresses: [`10.244.${index >> 8}.${index & 255}`],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: `worker-${index % 10}`,
    zone: 'a',
    hints: { forZones: ['a'] },
    targetRef: { kind: 'Pod', name: `web-${index}`, uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` },
    ...fields,
  };
}

export function aSlice(
  name: string,
  endpoints: readonly Endpoint[],
  fields: Partial<EndpointSlice> = {},
): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    addressType: 'IPv4',
    serviceName: 'web',
    managedBy: 'endpointslice-controller.k8s.io',
    headless: false,
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
    ...fields,
  };
}

/** Of the Deployment of its name. */
export function anAutoscaler(name: string, fields: Partial<HorizontalPodAutoscaler> = {}): HorizontalPodAutoscaler {
  return {
    kind: 'HorizontalPodAutoscaler',
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    target: { group: 'apps', kind: 'Deployment', name },
    minReplicas: 3,
    maxReplicas: 9,
    ...fields,
  };
}

export function aRow(key: string, fields: Partial<ServiceRow> = {}): ServiceRow {
  return {
    key,
    mode: 'off',
    verdict: {
      state: 'off',
      reason: 'not-opted-in',
      reasonValues: {},
      nodesInEffect: 0,
      nodesInAll: 1,
      idleEndpoints: 0,
    },
    endpointsByZone: { a: 1 },
    warnings: [],
    ...fields,
  };
}
