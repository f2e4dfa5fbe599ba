import type { Taint } from '#lib/model/node.ts';
import type { Toleration } from '#lib/model/pod.ts';
import { tolerates } from '#lib/model/toleration.ts';

/** True for taints that keep a pod without toleration away (`DoNotScheduleTaintsFilterFunc`). */
export function keepsPodsAway({ effect }: Taint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
}

export function toleratesAll(tolerations: readonly Toleration[], taints: readonly Taint[]): boolean {
  return taints.every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));
}
