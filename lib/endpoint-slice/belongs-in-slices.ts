import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/**
 * Does the pod have an endpoint at all (pkg/controller/util/endpoint ShouldPodBeInEndpoints, before that
 * ShouldPodBeInEndpointSlice)? Not without an address; not when it is finished for good; and a terminating pod only
 * where the terminating condition is written, or with publishNotReadyAddresses.
 */
export function belongsInSlices(pod: Pod, service: Service, rules: ControllerRules): boolean {
  if (pod.podIPs.length === 0 || isFinished(pod, rules)) return false;
  return pod.deletionTime === undefined || service.publishNotReadyAddresses || rules.writesTerminatingConditions;
}

function isFinished(pod: Pod, rules: ControllerRules): boolean {
  const succeeded = pod.phase === 'Succeeded';
  const failed = pod.phase === 'Failed';
  if (rules.finishedPods === 'never') return succeeded || failed;
  if (pod.restartPolicy === 'Never') return succeeded || failed;
  return pod.restartPolicy === 'OnFailure' && succeeded;
}
