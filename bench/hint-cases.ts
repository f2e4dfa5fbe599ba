import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { type BenchRow, measure } from './measure.ts';
import { zonedCluster } from './zoned-cluster.ts';

const SIZES = [
  { nodes: 4, endpoints: 12, zones: 2 },
  { nodes: 100, endpoints: 1_000, zones: 3 },
  { nodes: 5_000, endpoints: 5_000, zones: 3 },
];
const VERSION = { major: 1, minor: NEWEST_MINOR, patch: 0 };
const FOUR_CPUS = { cpuNano: 4e9 };

/**
 * - `hint-allocation`: hints for slices that carry none, as AddHints gives them.
 * - `slider-step`: the same, and then what every node would dial.
 */
export function hintCases(): readonly BenchRow[] {
  return SIZES.flatMap(({ nodes: count, endpoints, zones }) => {
    const cluster = zonedCluster({ nodes: count, endpoints, zones });
    const nodes = cluster.nodes.map((node) => ({
      ...node,
      allocatable: FOUR_CPUS,
      ready: { status: 'True' as const },
    }));
    const { service } = cluster;
    const controllerRules = controllerRulesOf(VERSION, {});
    const proxyRules = proxyRulesOf(VERSION, {});
    const ratios = cpuRatios(nodes, controllerRules);
    const proxyNodes = readProxyNodes({ nodes, rulesOf: () => proxyRules });
    const toCreate = cluster.slices.map(withoutHints);
    const allocate = () => addHints({ toCreate, toUpdate: [], unchanged: [] }, ratios, controllerRules);
    const name = `${count}x${endpoints}`;
    return [
      measure({ name: `hint-allocation/${name}`, ours: allocate }),
      measure({
        name: `slider-step/${name}`,
        ours: () => routeService({ service, slices: allocate().toCreate, nodes: proxyNodes }),
      }),
    ];
  });
}

function withoutHints(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint) };
}
