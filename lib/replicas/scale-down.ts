import { isPodActive } from '#lib/replicas/active-pod.ts';
import { deletionOrder, type ScaleDown } from '#lib/replicas/deletion-order.ts';
import type { ScaleDownInput } from '#lib/replicas/deletion-rank.ts';

/**
 * The pods that a ReplicaSet deletes when it is scaled to `replicas` at this moment (`manageReplicas`,
 * pkg/controller/replicaset). Ages move from one power of two to the next, so another moment may have another answer.
 * For many counts of the same pods take `deletionOrder`, which sorts once.
 */
export function scaleDown(input: ScaleDownInput & { readonly replicas: number }): ScaleDown {
  const active = input.pods.filter(isPodActive).length;
  return deletionOrder(input).deleting(active - Math.max(0, input.replicas));
}
