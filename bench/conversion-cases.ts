import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import { readEndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { isRecord, type Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { apiNode, apiSlice } from './api-objects.ts';
import type { BenchCase, Contest } from './measure.ts';
import { nameOf, SIZES } from './sizes.ts';
import { type ZonedClusterSize, zonedCluster } from './zoned-cluster.ts';

/**
 * From Kubernetes objects (parsed JSON) to what the filter for all nodes starts from.
 * - `objects-to-model`: nodes and slices projected to the fields that are kept.
 * - `model-to-filter`: the nodes sorted into classes, the endpoints numbered and sorted.
 */
export const CONVERSION_CASES: readonly BenchCase[] = SIZES.flatMap((size) => [
  { name: `objects-to-model/${nameOf(size)}`, contest: () => objectsToModel(size) },
  { name: `model-to-filter/${nameOf(size)}`, contest: () => modelToFilter(size) },
]);

function objectsToModel(size: ZonedClusterSize): Contest {
  const { nodes, slices } = zonedCluster(size);
  const apiNodes = parsed(nodes.map(apiNode));
  const apiSlices = parsed(slices.map(apiSlice));
  return { ours: () => [apiNodes.map((node) => toNode(node)), apiSlices.map(toEndpointSlice)] };
}

function parsed(objects: readonly unknown[]): readonly Json[] {
  const read: unknown = JSON.parse(JSON.stringify(objects));
  return Array.isArray(read) ? read.filter(isRecord) : [];
}

function modelToFilter(size: ZonedClusterSize): Contest {
  const { nodes, service, slices } = zonedCluster(size);
  const rules = proxyRulesOf({ major: 1, minor: NEWEST_MINOR, patch: 0 }, {});
  const [port] = service.ports;
  if (port === undefined) throw new Error('Cannot measure: the Service has no port');
  return {
    ours: () => {
      const { allRules } = readProxyNodes({ nodes, rulesOf: () => rules });
      return readEndpointList(slices, port, { family: 'IPv4', allRules });
    },
  };
}
