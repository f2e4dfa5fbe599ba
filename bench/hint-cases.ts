import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { BenchCase } from './measure.ts';
import { nameOf, SIZES } from './sizes.ts';
import { type ZonedClusterSize, zonedCluster } from './zoned-cluster.ts';

const VERSION = { major: 1, minor: NEWEST_MINOR, patch: 0 };
const FOUR_CPUS = { cpuNano: 4e9 };

/**
 * - `hint-allocation`: hints for slices that carry none, as AddHints gives them.
 * - `slider-step`: the same, then the slices read anew, and what every node would dial.
 */
export const HINT_CASES: readonly BenchCase[] = SIZES.flatMap((size) => [
  { name: `hint-allocation/${nameOf(size)}`, contest: () => ({ ours: hinting(size).allocate }) },
  {
    name: `slider-step/${nameOf(size)}`,
    contest: () => {
      const { service, allocate, proxyNodes } = hinting(size);
      return { ours: () => routeService({ service, slices: allocate().toCreate, nodes: proxyNodes }) };
    },
  },
]);

function hinting(size: ZonedClusterSize) {
  const { service, slices, nodes: bare } = zonedCluster(size);
  const nodes = bare.map((node) => ({ ...node, allocatable: FOUR_CPUS, ready: { status: 'True' as const } }));
  const controllerRules = controllerRulesOf(VERSION, {});
  const proxyRules = proxyRulesOf(VERSION, {});
  const ratios = cpuRatios(nodes, controllerRules);
  const proxyNodes = readProxyNodes({ nodes, rulesOf: () => proxyRules });
  const toCreate = slices.map(withoutHints);
  const allocate = () => addHints({ toCreate, toUpdate: [], unchanged: [] }, ratios, controllerRules);
  return { service, allocate, proxyNodes };
}

function withoutHints(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint) };
}
