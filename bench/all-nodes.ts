import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import { readEndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routePort } from '#lib/proxy-filter/route-port.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';
import type { BenchCase, Contest } from './measure.ts';
import { type NaivePort, type NaiveResult, naiveCategorize, naiveEndpoints } from './naive-categorize.ts';
import { nameOf, SIZES } from './sizes.ts';
import { type ZonedClusterSize, zonedCluster } from './zoned-cluster.ts';

const PEER = 'plain port, node by node';

/**
 * The filter for every node against the plain port.
 * - `all-nodes`: both start from the endpoints that kube-proxy keeps between changes.
 * - `all-nodes-from-slices`: both start from the slices; the plain port reads them once for all nodes.
 */
export const ALL_NODES_CASES: readonly BenchCase[] = SIZES.flatMap((size) => [
  { name: `all-nodes/${nameOf(size)}`, contest: () => allNodes(size) },
  { name: `all-nodes-from-slices/${nameOf(size)}`, contest: () => allNodesFromSlices(size) },
]);

function preparedCluster(size: ZonedClusterSize) {
  const { nodes, service, slices } = zonedCluster(size);
  const rules = proxyRulesOf({ major: 1, minor: NEWEST_MINOR, patch: 0 }, {});
  const port = service.ports[0];
  if (port === undefined) throw new Error('Cannot measure: the Service has no port');
  const naivePort: NaivePort = { service, port, family: 'IPv4', rules };
  const proxyNodes = readProxyNodes({ nodes, rulesOf: () => rules });
  return { nodes, service, slices, rules, port, naivePort, proxyNodes };
}

function allNodes(size: ZonedClusterSize): Contest {
  const { nodes, service, slices, rules, port, naivePort, proxyNodes } = preparedCluster(size);
  const list = readEndpointList(slices, port, { family: 'IPv4', allRules: [rules] });
  const { clusterIP } = service;
  const ours = () => routePort({ service, port, family: 'IPv4', clusterIP, list, nodes: proxyNodes });
  const prepared = naiveEndpoints(naivePort, slices, '');
  const run = () => nodes.map((node) => naiveCategorize(naivePort, prepared, node));
  return { ours, peer: { name: PEER, run }, isEqual: () => isEqual(ours(), run()) };
}

function allNodesFromSlices(size: ZonedClusterSize): Contest {
  const { nodes, service, slices, naivePort, proxyNodes } = preparedCluster(size);
  const ours = () => routeService({ service, slices, nodes: proxyNodes });
  const run = () => {
    const read = naiveEndpoints(naivePort, slices, '');
    return nodes.map((node) => naiveCategorize(naivePort, read, node));
  };
  return {
    ours,
    peer: { name: PEER, run },
    isEqual: () => {
      const { ports } = ours();
      const naive = run();
      return ports.length === 1 && ports.every((routing) => isEqual(routing, naive));
    },
  };
}

function isEqual(ours: PortRouting, naive: readonly NaiveResult[]): boolean {
  return naive.every((want, index) => {
    const { routeClass, cluster, local, allReachable } = routingOfNode(ours, index);
    return (
      routeClass.mode === want.mode &&
      routeClass.hasAnyEndpoints === want.hasAnyEndpoints &&
      isSameList(cluster, want.cluster) &&
      isSameList(local, want.local) &&
      isSameList(allReachable, want.allReachable)
    );
  });
}

type Keyed = readonly { readonly key: string }[] | null;

function isSameList(left: Keyed, right: Keyed): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every(({ key }, index) => key === right[index]?.key);
}
