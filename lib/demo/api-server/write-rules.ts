import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { isRecord, type Json, list, record } from '#lib/to-model/json.ts';

/** What the API server of the cluster's version, with its feature gates, takes and what it drops without a word. */
export interface WriteRules {
  /** endpoints[].hints of an EndpointSlice. */
  readonly zoneHints: boolean;
  /** hints.forNodes. */
  readonly nodeHints: boolean;
  /** conditions.serving and .terminating of an endpoint. */
  readonly terminatingConditions: boolean;
  /** spec.internalTrafficPolicy of a Service, with its default. */
  readonly internalTrafficPolicy: boolean;
  /** Values of spec.trafficDistribution; empty: the field does not exist and is dropped. */
  readonly trafficDistributions: readonly string[];
  /** The two topology annotations may not say different things. */
  readonly topologyAnnotationsMustAgree: boolean;
  /** A Pod's deletion cost must be a number. */
  readonly deletionCostMustBeNumber: boolean;
}

/**
 * Drops disabled fields as `dropDisabledFields` of the registry strategies does: a field whose gate is off stays when
 * the old object already used it (pkg/registry/discovery/endpointslice, pkg/registry/core/service).
 */
export function dropDisabledFields(rules: WriteRules, object: KubeObject, old?: KubeObject): KubeObject {
  if (object.kind === 'EndpointSlice') return dropFromSlice(rules, object, old);
  if (object.kind === 'Service') return dropFromService(rules, object, old);
  return object;
}

function dropFromSlice(rules: WriteRules, slice: KubeObject, old?: KubeObject): KubeObject {
  if (!Array.isArray(slice['endpoints'])) return slice;
  const before = list(old?.['endpoints']).map(record);
  const keepHints = rules.zoneHints || before.some((endpoint) => isRecord(endpoint['hints']));
  const keepForNodes =
    rules.nodeHints || before.some((endpoint) => record(endpoint['hints'])['forNodes'] !== undefined);
  const keepTerminating =
    rules.terminatingConditions || before.some((endpoint) => record(endpoint['conditions'])['serving'] !== undefined);
  const endpoints = list(slice['endpoints'])
    .map(record)
    .map((endpoint) => {
      const result: Record<string, unknown> = { ...endpoint };
      if (!keepHints) delete result['hints'];
      else if (!keepForNodes && isRecord(result['hints'])) result['hints'] = without(result['hints'], ['forNodes']);
      if (!keepTerminating) result['conditions'] = without(record(result['conditions']), ['serving', 'terminating']);
      return result;
    });
  return { ...slice, endpoints };
}

function dropFromService(rules: WriteRules, service: KubeObject, old?: KubeObject): KubeObject {
  const used = record(old?.['spec']);
  const dropped = [
    ...(rules.internalTrafficPolicy || used['internalTrafficPolicy'] !== undefined ? [] : ['internalTrafficPolicy']),
    ...(rules.trafficDistributions.length > 0 || used['trafficDistribution'] !== undefined
      ? []
      : ['trafficDistribution']),
  ];
  return dropped.length === 0 ? service : { ...service, spec: without(record(service['spec']), dropped) };
}

function without(object: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
