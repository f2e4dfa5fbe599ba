import { fromEndpoint } from '#lib/from-model/from-endpoint.ts';
import { fromObjectMeta } from '#lib/from-model/from-object-meta.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { HEADLESS_LABEL, MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '#lib/model/well-known.ts';
import type { Json } from '#lib/to-model/json.ts';

/** A discovery.k8s.io/v1 EndpointSlice with what is kept of it. */
export function fromSlice(slice: EndpointSlice): Json {
  const { serviceName, managedBy, headless } = slice;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: fromObjectMeta(slice, {
      labels: {
        ...(serviceName === '' ? {} : { [SERVICE_NAME_LABEL]: serviceName }),
        ...(managedBy === '' ? {} : { [MANAGED_BY_LABEL]: managedBy }),
        ...(headless ? { [HEADLESS_LABEL]: '' } : {}),
      },
    }),
    addressType: slice.addressType,
    ports: slice.ports,
    endpoints: slice.endpoints.map((endpoint) => fromEndpoint(endpoint, slice.namespace)),
  };
}
