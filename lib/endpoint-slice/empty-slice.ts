import { hasClusterIP } from '#lib/endpoint-slice/address-types.ts';
import type { EndpointPort, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';

/** Who writes the slices of Services with a selector (`endpointslice.kubernetes.io/managed-by`). */
export const ENDPOINT_SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';

/** A slice to be created: without name, uid and endpoints (k8s.io/endpointslice newEndpointSlice). */
export function emptySlice(service: Service, addressType: string, ports: readonly EndpointPort[]): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    name: '',
    namespace: service.namespace,
    uid: '',
    addressType,
    serviceName: service.name,
    managedBy: ENDPOINT_SLICE_CONTROLLER,
    headless: !hasClusterIP(service),
    ports,
    endpoints: [],
  };
}

/** Is it already the slice that stands for a Service without endpoints (placeholderSliceCompare)? */
export function isPlaceholder(slice: EndpointSlice, service: Service): boolean {
  return slice.ports.length === 0 && slice.endpoints.length === 0 && slice.headless === !hasClusterIP(service);
}
