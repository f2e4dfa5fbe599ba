import type { Pod } from '#lib/model/pod.ts';

/** True for a pod whose containers will not run again: phase Succeeded or Failed (`IsPodTerminal`). */
export function isPodTerminal(pod: Pod): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}

/** A pod that counts as a replica: neither terminal nor being deleted (`IsPodActive`, pkg/controller). */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.deletionTime === undefined;
}
