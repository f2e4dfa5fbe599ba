import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';

/** Endpoints with the same key are the same endpoint, then and now (k8s.io/endpointslice/util hashEndpoint). */
export function endpointKey(endpoint: Endpoint): string {
  const { addresses, hostname = '', targetRef } = endpoint;
  const sorted = addresses.length > 1 ? addresses.toSorted().join() : addresses[0];
  return `${sorted}/${hostname}/${targetRef?.name ?? ''}`;
}

/**
 * Is there nothing new about an endpoint that stays (k8s.io/endpointslice/util EndpointsEqualBeyondHash)? Hints are not
 * looked at; minors that do not compare nodes miss that an endpoint's node or its zone is another one.
 */
export function isSameEndpoint(desired: Endpoint, existing: Endpoint, rules: ControllerRules): boolean {
  return (
    (!rules.comparesNodes || (desired.nodeName === existing.nodeName && desired.zone === existing.zone)) &&
    desired.conditions.ready === existing.conditions.ready &&
    desired.conditions.serving === existing.conditions.serving &&
    desired.conditions.terminating === existing.conditions.terminating &&
    desired.targetRef?.kind === existing.targetRef?.kind &&
    desired.targetRef?.name === existing.targetRef?.name &&
    desired.targetRef?.uid === existing.targetRef?.uid
  );
}
