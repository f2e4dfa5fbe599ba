import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import { UNREACHABLE_TAINT_KEY } from '#lib/node-lifecycle/eviction-time.ts';

const NOT_READY_TAINT_KEY = 'node.kubernetes.io/not-ready';

/** A node that is heard of again, and what is left on it. */
export interface ReturnedNode {
  readonly node: Node;
  /** Pods that were deleted meanwhile are gone; the others, whose containers never stopped, are ready again. */
  readonly pods: readonly Pod[];
}

/**
 * What comes back when a silent node returns without a reboot: its taints go, its pods turn ready again from `now` on.
 * Replicas that were created elsewhere in their place stay there: nothing is ever moved back.
 */
export function returnedNode(node: Node, pods: readonly Pod[], now: EpochMillis): ReturnedNode {
  return {
    node: {
      ...node,
      taints: node.taints.filter(({ key }) => key !== UNREACHABLE_TAINT_KEY && key !== NOT_READY_TAINT_KEY),
      ready: { status: 'True', since: now },
    },
    pods: pods
      .filter(({ deletionTime }) => deletionTime === undefined)
      .map((pod) =>
        pod.phase === 'Running' && pod.ready?.status !== 'True'
          ? { ...pod, ready: { status: 'True', since: now } }
          : pod,
      ),
  };
}
