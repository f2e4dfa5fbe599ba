import type { EndpointConditions } from '#lib/model/endpoint-slice.ts';

export type EndpointReadiness = 'ready' | 'not-ready' | 'terminating';

/** As kube-proxy reads the conditions: nil `ready` is ready (pkg/proxy/endpointslicecache.go). */
export function readinessOf({ ready, terminating }: EndpointConditions): EndpointReadiness {
  if (ready !== false) return 'ready';
  return terminating === true ? 'terminating' : 'not-ready';
}
