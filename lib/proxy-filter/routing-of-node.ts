import type { EndpointIndices, PortRouting, ProxyEndpoint, RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** The lists of one node, with its endpoints in place of numbers. */
export interface NodeRouting {
  readonly routeClass: RouteClass;
  readonly cluster: readonly ProxyEndpoint[] | null;
  readonly local: readonly ProxyEndpoint[] | null;
  readonly allReachable: readonly ProxyEndpoint[] | null;
}

/** The class of the node at `nodeIndex` of the nodes that the routing was made for. */
export function classOfNode(port: PortRouting, nodeIndex: number): RouteClass {
  const routeClass = port.classes[port.classByNode[nodeIndex] ?? -1];
  if (routeClass === undefined) {
    throw new RangeError(`Cannot show the routing of node ${nodeIndex}: there are ${port.classByNode.length} nodes`);
  }
  return routeClass;
}

/** Spells out the lists for the one node that somebody looks at. */
export function routingOfNode(port: PortRouting, nodeIndex: number): NodeRouting {
  const routeClass = classOfNode(port, nodeIndex);
  return {
    routeClass,
    cluster: endpointsAt(port, routeClass.cluster),
    local: endpointsAt(port, routeClass.local),
    allReachable: endpointsAt(port, allReachableOf(routeClass)),
  };
}

/** Everything that may be dialled on the nodes of a class, by whatever way; null where no policy asks for a list. */
export function allReachableOf({ cluster, local, reach }: RouteClass): EndpointIndices | null {
  switch (reach) {
    case 'nothing':
      return null;
    case 'cluster':
      return cluster;
    case 'local':
      return local;
    case 'cluster-and-local':
      return [...new Set([...(cluster ?? []), ...(local ?? [])])].sort((left, right) => left - right);
  }
}

function endpointsAt(port: PortRouting, indices: EndpointIndices | null): readonly ProxyEndpoint[] | null {
  if (indices === null) return null;
  return indices.map((index) => port.endpoints[index]).filter((endpoint) => endpoint !== undefined);
}
