import { gatesOf, nodesOf, serviceOf, slicesOf, versionOf } from '#lib/answer/read-case.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { allReachableOf } from '#lib/proxy-filter/routing-of-node.ts';
import type { EndpointIndices, PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';
import type { Json } from '#lib/to-model/json.ts';

/** Nodes that do the same with one Service port; lists are sorted "ip:port" strings, null where the policy is not used. */
export interface RoutingGroup {
  readonly nodes: readonly string[];
  readonly mode: string;
  readonly cluster: readonly string[] | null;
  readonly local: readonly string[] | null;
  readonly allReachable: readonly string[] | null;
  readonly hasAnyEndpoints: boolean;
}

export interface RoutingAnswer {
  readonly ports: readonly {
    readonly family: string;
    readonly name: string;
    readonly protocol: string;
    readonly port: number;
    readonly groups: readonly RoutingGroup[];
  }[];
}

/** What the kube-proxy of every node of the case dials, grouped by nodes that do the same. */
export function answerRouting(source: Json): RoutingAnswer {
  const rules = proxyRulesOf(versionOf(source), gatesOf(source));
  const nodes = nodesOf(source);
  const nodeNames = nodes.map((node) => node.name);
  const routing = routeService({
    service: serviceOf(source),
    slices: slicesOf(source),
    nodes: readProxyNodes({ nodes, rulesOf: () => rules }),
  });
  return {
    ports: routing.ports.map((port) => ({
      family: port.family,
      name: port.name,
      protocol: port.protocol,
      port: port.port,
      groups: groupsOf(port, nodeNames),
    })),
  };
}

/** Classes that dial the same lists for different reasons are one group. */
function groupsOf(port: PortRouting, nodeNames: readonly string[]): readonly RoutingGroup[] {
  const groupByResult = new Map<string, { readonly result: Omit<RoutingGroup, 'nodes'>; readonly nodes: string[] }>();
  const resultByClass = port.classes.map((routeClass) => resultOf(port, routeClass));
  for (const [index, name] of nodeNames.entries()) {
    const result = resultByClass[port.classByNode[index] ?? 0];
    if (result === undefined) continue;
    const key = JSON.stringify(result);
    const group = groupByResult.get(key);
    if (group === undefined) groupByResult.set(key, { result, nodes: [name] });
    else group.nodes.push(name);
  }
  return [...groupByResult.values()].map(({ result, nodes }) => ({ nodes, ...result }));
}

function resultOf(port: PortRouting, routeClass: RouteClass): Omit<RoutingGroup, 'nodes'> {
  const keys = (indices: EndpointIndices | null): readonly string[] | null =>
    // The oldest kube-proxies keep another order; an answer has that of the texts.
    indices === null ? null : Array.from(indices, (index) => port.endpoints[index]?.key ?? '').sort();
  return {
    mode: routeClass.mode,
    cluster: keys(routeClass.cluster),
    local: keys(routeClass.local),
    allReachable: keys(allReachableOf(routeClass)),
    hasAnyEndpoints: routeClass.hasAnyEndpoints,
  };
}
