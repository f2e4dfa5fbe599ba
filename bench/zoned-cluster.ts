import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

export interface ZonedClusterSize {
  readonly nodes: number;
  readonly endpoints: number;
  readonly zones: number;
}

export interface ZonedCluster {
  readonly nodes: readonly Node[];
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

const ENDPOINTS_PER_SLICE = 100;

/**
 * Nodes and ready endpoints dealt out to the zones in turn, each endpoint hinted to its own zone, 100 to a slice.
 * It goes through JSON once, as every real cluster does: texts put together by a program are slower to read.
 */
export function zonedCluster(size: ZonedClusterSize): ZonedCluster {
  return JSON.parse(JSON.stringify(build(size)));
}

function build({ nodes, endpoints, zones }: ZonedClusterSize): ZonedCluster {
  const zoneOf = (index: number) => `zone-${index % zones}`;
  const nodeName = (index: number) => `node-${index}`;
  const allEndpoints = Array.from({ length: endpoints }, (_, index) => ({
    addresses: [`10.${64 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: nodeName(index % nodes),
    zone: zoneOf(index % nodes),
    hints: { forZones: [zoneOf(index % nodes)] },
  }));
  const meta = { namespace: 'default', uid: '' };
  return {
    nodes: Array.from({ length: nodes }, (_, index) => ({
      kind: 'Node',
      name: nodeName(index),
      namespace: '',
      uid: '',
      labels: { [ZONE_LABEL]: zoneOf(index) },
      dataPlaneSigns: [],
      taints: [],
      unschedulable: false,
      allocatable: {},
      kubeletVersion: '',
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      images: [],
    })),
    service: {
      kind: 'Service',
      ...meta,
      name: 'svc',
      labels: {},
      annotations: {},
      type: 'ClusterIP',
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      ipFamilies: ['IPv4'],
      ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
      trafficDistribution: 'PreferSameZone',
      publishNotReadyAddresses: false,
      externalIPs: [],
      loadBalancerIngress: [],
    },
    slices: Array.from({ length: Math.ceil(endpoints / ENDPOINTS_PER_SLICE) }, (_, index) => ({
      kind: 'EndpointSlice',
      ...meta,
      name: `svc-${String(index).padStart(5, '0')}`,
      addressType: 'IPv4',
      serviceName: 'svc',
      managedBy: 'endpointslice-controller.k8s.io',
      headless: false,
      ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
      endpoints: allEndpoints.slice(index * ENDPOINTS_PER_SLICE, (index + 1) * ENDPOINTS_PER_SLICE),
    })),
  };
}
