import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Pod } from '#lib/model/pod.ts';
import { isScalable, type ScalableWorkload, workloadOf } from '#lib/replicas/workload.ts';

const GROUP_BY_KIND: Readonly<Record<ScalableWorkload['kind'], string>> = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  ReplicationController: '',
  StatefulSet: 'apps',
};

/**
 * The autoscalers, sorted by name, that scale what owns these pods. None where no single number scales them; one that
 * names the ReplicaSet of a Deployment is none of the Deployment's.
 */
export function autoscalersOf(
  pods: readonly Pod[],
  autoscalers: readonly HorizontalPodAutoscaler[],
): readonly HorizontalPodAutoscaler[] {
  // Telling who owns the pods looks at each of them.
  if (autoscalers.length === 0) return [];
  const workload = workloadOf(pods);
  if (!isScalable(workload)) return [];
  return autoscalers
    .filter(
      ({ namespace, target }) =>
        namespace === workload.namespace &&
        target.kind === workload.kind &&
        target.name === workload.name &&
        target.group === GROUP_BY_KIND[workload.kind],
    )
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
