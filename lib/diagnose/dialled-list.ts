import type { ClientScope } from '#lib/diagnose/analysis.ts';
import { type Dialled, type DialledQuestion, dialled, type TrafficFrom } from '#lib/proxy-filter/dialled.ts';
import type { EndpointIndices, RouteClass } from '#lib/proxy-filter/service-routing.ts';

const NOTHING: EndpointIndices = [];

/** The endpoints that a connection to the ClusterIP from these nodes may reach. */
export function dialledInside(routeClass: RouteClass): EndpointIndices {
  // Without a Local policy it is the cluster list: said here too, since every row of the list asks it many times.
  if (!routeClass.policies.internalLocal) return routeClass.cluster ?? NOTHING;
  return dialled(routeClass, questionOf('cluster', routeClass)).endpoints;
}

/** The same for traffic from outside to a node port, load balancer or external IP; undefined where there is none. */
export function dialledOutside(routeClass: RouteClass): EndpointIndices | undefined {
  const { outcome, endpoints } = dialled(routeClass, questionOf('outside', routeClass));
  return outcome === 'not-exposed' ? undefined : endpoints;
}

/** The same with its reason, for traffic of either origin. */
export function dialledFrom(from: TrafficFrom, routeClass: RouteClass): Dialled {
  return dialled(routeClass, questionOf(from, routeClass));
}

/**
 * Why connections to the ClusterIP reach what they reach. A class has one reason of its own, that of its cluster list,
 * which a Local policy passes over.
 */
export function insideReason(routeClass: RouteClass): Pick<Dialled, 'reason' | 'reasonValues'> {
  return routeClass.policies.internalLocal ? dialledFrom('cluster', routeClass) : routeClass;
}

/** Which part of the endpoints these nodes dial. */
export function scopeOf(routeClass: RouteClass): ClientScope {
  if (dialledInside(routeClass).length === 0) return 'none';
  if (routeClass.policies.internalLocal && dialled(routeClass, questionOf('cluster', routeClass)).list === 'local')
    return 'local';
  if (routeClass.reason === 'terminating-fallback') return 'terminating';
  if (routeClass.mode === '') return 'all';
  return routeClass.mode === 'PreferSameNode' ? 'node' : 'zone';
}

/** Zone routing (or a Local policy) is in effect on these nodes, and leaves them something to dial. */
export function isInEffect(routeClass: RouteClass): boolean {
  const scope = scopeOf(routeClass);
  return scope === 'zone' || scope === 'node' || scope === 'local';
}

/**
 * Which proxier runs on a node cannot be seen, but may have been said; they differ only where a Local policy finds no
 * endpoint (ipvs falls back).
 */
function questionOf(from: TrafficFrom, { dataPlane }: RouteClass): DialledQuestion {
  return { from, proxier: dataPlane === 'ipvs' ? 'ipvs' : 'iptables' };
}
