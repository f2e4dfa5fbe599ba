import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { ENDPOINT_SLICES, groupVersionOf } from '#lib/demo/api-server/resources.ts';
import { fromEndpoint } from '#lib/from-model/from-endpoint.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { HEADLESS_LABEL, MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '#lib/model/well-known.ts';

const RESERVED_LABELS = [HEADLESS_LABEL, MANAGED_BY_LABEL, SERVICE_NAME_LABEL];

/** A slice of the rules as the EndpointSlice controller writes it for its Service: labels, owner, content. */
export function fromEndpointSlice(slice: EndpointSlice, service: KubeObject): KubeObject {
  return {
    apiVersion: groupVersionOf(ENDPOINT_SLICES),
    kind: 'EndpointSlice',
    metadata: {
      name: slice.name,
      generateName: `${service.metadata.name}-`,
      namespace: slice.namespace,
      labels: sliceLabels(slice, service),
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: service.metadata.name,
          uid: service.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: slice.addressType,
    endpoints: slice.endpoints.map((endpoint) => fromEndpoint(endpoint, slice.namespace)),
    ports: slice.ports.map((port) => ({ ...port })),
  };
}

/** The Service's own labels, but for those that say whose slice it is (k8s.io/endpointslice setEndpointSliceLabels). */
export function sliceLabels(slice: EndpointSlice, service: KubeObject): Readonly<Record<string, string>> {
  const copied = Object.entries(service.metadata.labels ?? {}).filter(([key]) => !RESERVED_LABELS.includes(key));
  return {
    ...Object.fromEntries(copied),
    [MANAGED_BY_LABEL]: slice.managedBy,
    [SERVICE_NAME_LABEL]: slice.serviceName,
    ...(slice.headless ? { [HEADLESS_LABEL]: '' } : {}),
  };
}
