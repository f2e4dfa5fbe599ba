import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import { readEndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routePort } from '#lib/proxy-filter/route-port.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';
import { type BenchRow, measure } from './measure.ts';
import { type NaivePort, type NaiveResult, naiveCategorize, naiveEndpoints } from './naive-categorize.ts';
import { type ZonedClusterSize, zonedCluster } from './zoned-cluster.ts';

const SIZES: readonly ZonedClusterSize[] = [
  { nodes: 4, endpoints: 12, zones: 2 },
  { nodes: 100, endpoints: 1_000, zones: 3 },
  { nodes: 5_000, endpoints: 5_000, zones: 3 },
];
/** A node's port alone takes a second or so at this many nodes times endpoints: it runs less often. */
const SLOW_PEER = 10_000_000;
const PEER = 'plain port, node by node';

/**
 * The filter for every node against the plain port.
 * - `all-nodes`: both start from the endpoints that kube-proxy keeps between changes.
 * - `all-nodes-from-slices`: both start from the slices; the plain port reads them once for all nodes.
 * - `proxy-nodes`: sorting the nodes into classes, once per change of a node.
 */
export function allNodes(): readonly BenchRow[] {
  return SIZES.flatMap(allNodesOfSize);
}

function allNodesOfSize(size: ZonedClusterSize): readonly BenchRow[] {
  const { nodes, service, slices } = zonedCluster(size);
  const rules = proxyRulesOf({ major: 1, minor: NEWEST_MINOR, patch: 0 }, {});
  const port = service.ports[0];
  if (port === undefined) throw new Error('Cannot measure: the Service has no port');
  const naivePort: NaivePort = { service, port, family: 'IPv4', rules };
  const readNodes = () => readProxyNodes({ nodes, rulesOf: () => rules });
  const proxyNodes = readNodes();
  const list = readEndpointList(slices, port, { family: 'IPv4', allRules: [rules] });
  const route = () =>
    routePort({ service, port, family: 'IPv4', clusterIP: service.clusterIP, list, nodes: proxyNodes });
  const prepared = naiveEndpoints(naivePort, slices, '');
  const naive = () => nodes.map((node) => naiveCategorize(naivePort, prepared, node));
  const isSlow = size.nodes * size.endpoints >= SLOW_PEER;
  const peer = { name: PEER, run: naive, ...(isSlow ? { runs: 5 } : {}) };
  const name = `${size.nodes}x${size.endpoints}`;
  return [
    measure({ name: `all-nodes/${name}`, ours: route, peer, isEqual: () => isEqual(route(), naive()) }),
    measure({
      name: `all-nodes-from-slices/${name}`,
      ours: () => routeService({ service, slices, nodes: proxyNodes }),
      peer: {
        ...peer,
        run: () => {
          const read = naiveEndpoints(naivePort, slices, '');
          return nodes.map((node) => naiveCategorize(naivePort, read, node));
        },
      },
      isEqual: () => routeService({ service, slices, nodes: proxyNodes }).ports.every((each) => isEqual(each, naive())),
    }),
    measure({ name: `proxy-nodes/${name}`, ours: readNodes }),
  ];
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

if (import.meta.main) for (const row of allNodes()) console.log(JSON.stringify(row));
