import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { zonedCluster } from './zoned-cluster.ts';

/**
 * `node --expose-gc bench/memory.ts`: what the results for 5,000 nodes and 5,000 endpoints hold over their inputs, as
 * JSON: classes of nodes, endpoints in the filter's form, every node's lists, and the slices with hints of their own.
 */
const VERSION = { major: 1, minor: NEWEST_MINOR, patch: 0 };
const { nodes: bare, service, slices } = zonedCluster({ nodes: 5_000, endpoints: 5_000, zones: 3 });
const nodes = bare.map((node) => ({ ...node, allocatable: { cpuNano: 4e9 }, ready: { status: 'True' as const } }));
const toCreate = slices.map((slice) => ({
  ...slice,
  endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint),
}));
const proxyRules = proxyRulesOf(VERSION, {});
const controllerRules = controllerRulesOf(VERSION, {});

const before = heldBytes();
const proxyNodes = readProxyNodes({ nodes, rulesOf: () => proxyRules });
const hinted = addHints(
  { toCreate, toUpdate: [], unchanged: [] },
  { ratios: cpuRatios(nodes, controllerRules), rules: controllerRules },
);
const routing = routeService({ service, slices: hinted.toCreate, nodes: proxyNodes });
const bytes = heldBytes() - before;
const [port] = routing.ports;
if (port?.classByNode.length !== nodes.length) throw new Error('Cannot measure memory: a node has no answer');
console.log(JSON.stringify({ case: 'memory/5000x5000', bytes }));

function heldBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Cannot measure memory: start with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
