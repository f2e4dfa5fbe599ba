import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '#lib/model/well-known.ts';

/** The objects as an API server sends them, in the fields that are read and some that are dropped. */
export function apiNode(node: Node): unknown {
  return {
    metadata: { name: node.name, uid: node.name, labels: { ...node.labels, 'kubernetes.io/arch': 'amd64' } },
    spec: { podCIDR: '10.64.0.0/24' },
    status: {
      allocatable: { cpu: '3920m', memory: '16Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      nodeInfo: { kubeletVersion: 'v1.37.2', operatingSystem: 'linux', containerRuntimeVersion: 'containerd://2.1.0' },
    },
  };
}

export function apiSlice(slice: EndpointSlice): unknown {
  const labels = { [SERVICE_NAME_LABEL]: slice.serviceName, [MANAGED_BY_LABEL]: slice.managedBy };
  return {
    metadata: { name: slice.name, namespace: slice.namespace, uid: slice.name, labels },
    addressType: slice.addressType,
    ports: slice.ports,
    endpoints: slice.endpoints.map(({ hints, ...endpoint }, index) => ({
      ...endpoint,
      hints: { forZones: hints?.forZones?.map((name) => ({ name })) },
      targetRef: { kind: 'Pod', namespace: slice.namespace, name: `${slice.name}-${index}`, uid: `${index}` },
    })),
  };
}
