import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { labelSelectorText } from '#lib/demo/api-server/object-selector.ts';
import { badRequest } from '#lib/demo/api-server/status-error.ts';
import { record } from '#lib/to-model/json.ts';

/** The `autoscaling/v1` Scale of a Deployment or ReplicaSet. */
export function scaleOf(workload: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = workload.metadata;
  const spec = record(workload['spec']);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: { replicas: spec['replicas'] ?? 0 },
    status: { replicas: record(workload['status'])['replicas'] ?? 0, selector: labelSelectorText(spec['selector']) },
  };
}

/**
 * The workload with a Scale's replicas, under the resourceVersion that the Scale was read at.
 *
 * @throws StatusError BadRequest when the count is no whole number.
 */
export function withScale(workload: KubeObject, scale: KubeObject): KubeObject {
  const replicas = record(scale['spec'])['replicas'] ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequest(`json: cannot unmarshal ${JSON.stringify(replicas)} into Go struct field ScaleSpec.spec.replicas`);
  }
  const version = scale.metadata.resourceVersion ?? workload.metadata.resourceVersion;
  return {
    ...workload,
    metadata: { ...workload.metadata, ...(version === undefined ? {} : { resourceVersion: version }) },
    spec: { ...record(workload['spec']), replicas },
  };
}
