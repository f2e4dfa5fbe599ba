import type { Taint } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import { tolerates } from '#lib/model/toleration.ts';

/** What a node that nobody hears of gets; the NoExecute one drives its pods out. */
export const UNREACHABLE_TAINT_KEY = 'node.kubernetes.io/unreachable';

/**
 * When a pod is deleted because of a NoExecute taint (`getMinTolerationTime`, pkg/controller/tainteviction); undefined
 * when it never is. Admission gives every pod 300 s for unreachable and not-ready nodes, DaemonSet pods forever; a pod
 * that does not tolerate the taint goes at once.
 */
export function evictionTime(pod: Pod, taint: Taint, taintedAt: EpochMillis): EpochMillis | undefined {
  const toleration = pod.tolerations.find((candidate) => tolerates(candidate, taint));
  if (toleration === undefined) return taintedAt;
  const { tolerationSeconds } = toleration;
  return tolerationSeconds === undefined ? undefined : taintedAt + Math.max(0, tolerationSeconds) * 1000;
}
