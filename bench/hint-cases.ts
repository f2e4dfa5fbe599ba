import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { createHintedBefore, type HintedBefore } from '#lib/hints/with-zone-hints.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { createPortReadings } from '#lib/proxy-filter/port-readings.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { BenchCase } from './measure.ts';
import { nameOf, SIZES } from './sizes.ts';
import { type ZonedClusterSize, zonedCluster } from './zoned-cluster.ts';

const VERSION = { major: 1, minor: NEWEST_MINOR, patch: 0 };
const FOUR_CPUS = { cpuNano: 4e9 };

/**
 * - `hint-allocation`: hints for slices that carry none, as AddHints gives them.
 * - `slider-step`: one replica fewer, or one more again: hints for the slices, of which all but the last are those of the
 *   step before, and what every node would dial.
 */
export const HINT_CASES: readonly BenchCase[] = SIZES.flatMap((size) => [
  {
    name: `hint-allocation/${nameOf(size)}`,
    contest: () => {
      const { slices, allocate } = hinting(size);
      // New objects each time: nothing is known of them from the last.
      return { ours: () => allocate(slices.map(copyOf)) };
    },
  },
  {
    name: `slider-step/${nameOf(size)}`,
    contest: () => {
      const { service, slices, allocate, proxyNodes } = hinting(size);
      const readings = createPortReadings();
      const hintedBefore = createHintedBefore();
      let isFewer = false;
      return {
        ours: () => {
          isFewer = !isFewer;
          const { toCreate } = allocate(
            [...slices.slice(0, -1), ...slices.slice(-1).map(isFewer ? withoutLast : copyOf)],
            hintedBefore,
          );
          return routeService({ service, slices: toCreate, nodes: proxyNodes, readings });
        },
      };
    },
  },
]);

/** A slice that is written anew is a new object. */
function copyOf(slice: EndpointSlice): EndpointSlice {
  return { ...slice };
}

function withoutLast(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints.slice(0, -1) };
}

function hinting(size: ZonedClusterSize) {
  const { service, slices, nodes: bare } = zonedCluster(size);
  const nodes = bare.map((node) => ({ ...node, allocatable: FOUR_CPUS, ready: { status: 'True' as const } }));
  const controllerRules = controllerRulesOf(VERSION, {});
  const proxyRules = proxyRulesOf(VERSION, {});
  const ratios = cpuRatios(nodes, controllerRules);
  const proxyNodes = readProxyNodes({ nodes, rulesOf: () => proxyRules });
  const allocate = (toCreate: readonly EndpointSlice[], hintedBefore?: HintedBefore) =>
    addHints({ toCreate, toUpdate: [], unchanged: [] }, { ratios, rules: controllerRules, hintedBefore });
  return { service, slices: slices.map(withoutHints), allocate, proxyNodes };
}

function withoutHints(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint) };
}
