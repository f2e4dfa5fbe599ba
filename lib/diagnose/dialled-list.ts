import type { ClientScope } from '#lib/diagnose/analysis.ts';
import type { EndpointIndices, RouteClass } from '#lib/proxy-filter/service-routing.ts';

const NOTHING: EndpointIndices = [];

/**
 * The endpoints that a connection to the ClusterIP from these nodes may reach: with `internalTrafficPolicy: Local` the
 * node's own, as iptables and nftables have it (ipvs falls back to the cluster list where there is one).
 */
export function dialledInside({ policies, cluster, local }: RouteClass): EndpointIndices {
  return (policies.internalLocal ? local : cluster) ?? NOTHING;
}

/** The same for traffic from outside to a node port, load balancer or external IP; undefined where there is none. */
export function dialledOutside({ policies, cluster, local }: RouteClass): EndpointIndices | undefined {
  if (!policies.externallyAccessible) return undefined;
  return (policies.externalLocal ? local : cluster) ?? NOTHING;
}

/** Which part of the endpoints these nodes dial. */
export function scopeOf(routeClass: RouteClass): ClientScope {
  if (dialledInside(routeClass).length === 0) return 'none';
  if (routeClass.policies.internalLocal) return 'local';
  if (routeClass.reason === 'terminating-fallback') return 'terminating';
  if (routeClass.mode === '') return 'all';
  return routeClass.mode === 'PreferSameNode' ? 'node' : 'zone';
}

/** Zone routing (or a Local policy) is in effect on these nodes, and leaves them something to dial. */
export function isInEffect(routeClass: RouteClass): boolean {
  const scope = scopeOf(routeClass);
  return scope === 'zone' || scope === 'node' || scope === 'local';
}
