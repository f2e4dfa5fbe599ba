import type { ProxyReason, ReasonValues } from '#lib/proxy-filter/proxy-reasons.ts';
import type { EndpointIndices, RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** What writes the rules on a node. */
export type Proxier = 'iptables' | 'ipvs' | 'nftables';
/**
 * `cluster`: a client in the cluster (a pod of the node, or the node itself) that dials the ClusterIP.
 * `outside`: traffic that comes from elsewhere to a node port, a load balancer's address or an external IP.
 */
export type TrafficFrom = 'cluster' | 'outside';

export interface Dialled {
  readonly endpoints: EndpointIndices;
  readonly list: 'cluster' | 'local' | 'none';
  /** What a client meets: one of the endpoints, a refusal, silence; or nothing listens, since the port is not exposed. */
  readonly outcome: 'connects' | 'rejected' | 'dropped' | 'not-exposed';
  readonly reason: ProxyReason;
  readonly reasonValues: ReasonValues;
}

export interface DialledQuestion {
  readonly from: TrafficFrom;
  readonly proxier: Proxier;
}

const NONE: EndpointIndices = [];

/**
 * The list that new connections are spread over, by the way they come in (`syncProxyRules` of the proxiers).
 * - iptables and nftables: nothing anywhere is rejected; a Local policy without an endpoint here is dropped (before
 *   CategorizeEndpoints a ClusterIP's was rejected).
 * - ipvs: a Local policy without an endpoint here takes the cluster list, if a policy asks for one at all (before
 *   CategorizeEndpoints not); a virtual server without destinations refuses.
 * - Old iptables proxiers ignore `internalTrafficPolicy` where `externalTrafficPolicy` is Local; ipvs honours it.
 * - Windows has neither policy here: its list is the cluster list.
 */
export function dialled(routeClass: RouteClass, question: DialledQuestion): Dialled {
  const { policies, dataPlane } = routeClass;
  const isOutside = question.from === 'outside';
  if (isOutside && !policies.externallyAccessible) {
    return { endpoints: NONE, list: 'none', outcome: 'not-exposed', ...reasonOf(routeClass) };
  }
  const isLocal = isOutside ? policies.externalLocal : policies.internalLocal;
  if (!isLocal || dataPlane === 'windows') return dialCluster(routeClass);
  return routeClass.rules.filter === 'FilterEndpoints'
    ? dialLocalBeforeCategorize(routeClass, question)
    : dialLocal(routeClass, question);
}

function dialLocal(routeClass: RouteClass, { from, proxier }: DialledQuestion): Dialled {
  if (!routeClass.hasAnyEndpoints) return dialCluster(routeClass);
  const local = routeClass.local ?? NONE;
  if (local.length > 0) return dialList(local, from);
  if (proxier === 'ipvs') {
    const cluster = routeClass.cluster ?? NONE;
    if (cluster.length > 0) return dialCluster(routeClass);
    return { ...dialList(NONE, from), outcome: 'rejected' };
  }
  return { ...dialList(NONE, from), outcome: 'dropped' };
}

/**
 * The cluster list is what `FilterEndpoints` left: the local ones for an internal policy, all for an external one. What
 * comes from outside has an external policy Local, or it would not ask here.
 */
function dialLocalBeforeCategorize(routeClass: RouteClass, { from, proxier }: DialledQuestion): Dialled {
  const { policies, local } = routeClass;
  if (!policies.externalLocal) {
    const found = dialCluster(routeClass);
    return { ...found, list: found.list === 'cluster' ? 'local' : 'none' };
  }
  if (from === 'cluster' && proxier !== 'ipvs') return dialCluster(routeClass);
  if (!routeClass.hasAnyEndpoints) return dialCluster(routeClass);
  const found = dialList(local ?? NONE, from);
  if (found.endpoints.length > 0) return found;
  return { ...found, outcome: proxier === 'ipvs' ? 'rejected' : 'dropped' };
}

function dialCluster(routeClass: RouteClass): Dialled {
  const endpoints = routeClass.cluster ?? NONE;
  return {
    endpoints,
    list: endpoints.length > 0 ? 'cluster' : 'none',
    outcome: endpoints.length > 0 ? 'connects' : 'rejected',
    ...reasonOf(routeClass),
  };
}

function dialList(endpoints: EndpointIndices, from: TrafficFrom): Dialled {
  const policy = from === 'cluster' ? 'internal-policy-local' : 'external-policy-local';
  const isEmpty = endpoints.length === 0;
  return {
    endpoints,
    list: isEmpty ? 'none' : 'local',
    outcome: 'connects',
    reason: isEmpty ? `${policy}-without-endpoint` : policy,
    reasonValues: isEmpty ? {} : { endpoints: endpoints.length },
  };
}

function reasonOf({ reason, reasonValues }: RouteClass): { reason: ProxyReason; reasonValues: ReasonValues } {
  return { reason, reasonValues };
}
