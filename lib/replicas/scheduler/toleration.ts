import type { Taint } from '#lib/model/node.ts';
import type { Toleration } from '#lib/model/pod.ts';

/** Does one toleration cover one taint? (`Toleration.ToleratesTaint`) Empty effect or key cover all of them. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return (toleration.operator === '' || toleration.operator === 'Equal') && toleration.value === taint.value;
}

/** True for taints that keep a pod without toleration away (`DoNotScheduleTaintsFilterFunc`). */
export function keepsPodsAway({ effect }: Taint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
}

export function toleratesAll(tolerations: readonly Toleration[], taints: readonly Taint[]): boolean {
  return taints.every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));
}
