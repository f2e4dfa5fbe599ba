import type { Endpoint } from '#lib/model/endpoint-slice.ts';

/**
 * Ready as the hint controller reads it (topologycache EndpointReady): a missing `ready` is not ready.
 * kube-proxy reads it the other way round and has its own predicate.
 */
export function isReadyForHints(endpoint: Endpoint): boolean {
  return endpoint.conditions.ready === true;
}
