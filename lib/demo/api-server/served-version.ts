import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { ResourcePath } from '#lib/demo/api-server/resource-path.ts';
import { type Json, list, optionalNumber, record } from '#lib/to-model/json.ts';

type Version = Pick<ResourcePath, 'resource' | 'version'>;

/**
 * A stored object as the version that a path names writes it. HorizontalPodAutoscalers alone have two: of their metrics
 * autoscaling/v1 knows the CPU (pkg/apis/autoscaling/v1 conversion), and what else there is it does not show.
 */
export function asServed({ resource, version }: Version, object: KubeObject): KubeObject {
  if (version === resource.version) return object;
  const { metrics, behavior: _behavior, ...spec } = record(object['spec']);
  const { currentMetrics: _metrics, conditions: _conditions, ...status } = record(object['status']);
  const percent = list(metrics)
    .map(record)
    .map(cpuPercentOf)
    .find((found) => found !== undefined);
  return {
    ...object,
    apiVersion: `${resource.group}/${version}`,
    spec: { ...spec, ...(percent !== undefined && { targetCPUUtilizationPercentage: percent }) },
    status,
  };
}

/** The other way round: what was sent under the version that a path names, as it is stored. */
export function asStored({ resource, version }: Version, object: KubeObject): KubeObject {
  if (version === resource.version) return object;
  const { targetCPUUtilizationPercentage: percent, ...spec } = record(object['spec']);
  return {
    ...object,
    apiVersion: `${resource.group}/${resource.version}`,
    spec: { ...spec, ...(typeof percent === 'number' && { metrics: [cpuMetric(percent)] }) },
  };
}

/** Of allocatable CPU requests, in percent. */
export function cpuMetric(percent: number): Json {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } };
}

/** undefined for a metric that is not the use of CPU. */
export function cpuPercentOf(metric: Json): number | undefined {
  const { name, target } = record(metric['resource']);
  return name === 'cpu' ? optionalNumber(record(target)['averageUtilization']) : undefined;
}
