import type { NodeLifecycleRules } from '#lib/kube-version/node-lifecycle-rules.ts';
import type { Node, Taint } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import { evictionTime, UNREACHABLE_TAINT_KEY } from '#lib/node-lifecycle/eviction-time.ts';

export interface SilentNodeInput {
  readonly node: Node;
  /** When its kubelet was last heard of. */
  readonly silentSince: EpochMillis;
  /** The pods on it. */
  readonly pods: readonly Pod[];
  readonly now: EpochMillis;
  readonly rules: NodeLifecycleRules;
  /** From NotReady to the NoExecute taint (`evictionDelays`); undefined for none at all, 0 when left out. */
  readonly evictionDelay?: number | undefined;
}

/**
 * - `unnoticed`: node and pods still count as ready; their endpoints are dialled in vain.
 * - `not-ready`: the node is Unknown and tainted, its pods are not ready and leave the endpoints.
 * - `evicting`: some of its pods are being deleted, and their controllers replace them elsewhere.
 * - `evicted`: all that will be deleted are. Those of a DaemonSet stay.
 */
export type SilencePhase = 'unnoticed' | 'not-ready' | 'evicting' | 'evicted';

/** What the API server shows of a node that fell silent. */
export interface SilentNode {
  readonly phase: SilencePhase;
  readonly node: Node;
  /** A pod that is deleted stays Terminating: nobody on the node confirms that its containers have ended. */
  readonly pods: readonly Pod[];
  /** At the earliest; the controller looks every `rules.monitorPeriod`. */
  readonly notReadyAt: EpochMillis;
  /** By pod name; a pod that is never deleted is absent. */
  readonly evictionTimeByPod: ReadonlyMap<string, EpochMillis>;
}

/** What becomes of a silent node and its pods (`monitorNodeHealth`, `MarkPodsNotReady`, taint eviction). */
export function silentNode(input: SilentNodeInput): SilentNode {
  const { node, pods, now, rules } = input;
  const notReadyAt = input.silentSince + rules.gracePeriod;
  const delay = 'evictionDelay' in input ? input.evictionDelay : 0;
  const evictionTimeByPod =
    delay === undefined ? new Map<string, EpochMillis>() : evictionTimes(pods, notReadyAt + delay);
  if (now < notReadyAt) return { phase: 'unnoticed', node, pods, notReadyAt, evictionTimeByPod };
  const isTainted = delay !== undefined && now >= notReadyAt + delay;
  return {
    phase: phaseAt(now, [...evictionTimeByPod.values()]),
    node: unreachable(node, notReadyAt, isTainted),
    pods: pods.map((pod) => podAt(pod, { notReadyAt, evictedAt: evictionTimeByPod.get(pod.name), now })),
    notReadyAt,
    evictionTimeByPod,
  };
}

function evictionTimes(pods: readonly Pod[], taintedAt: EpochMillis): ReadonlyMap<string, EpochMillis> {
  const taint = unreachableTaint('NoExecute');
  return new Map(
    pods.flatMap((pod) => {
      const time = evictionTime(pod, taint, taintedAt);
      return time === undefined ? [] : [[pod.name, time] as const];
    }),
  );
}

function phaseAt(now: EpochMillis, evictions: readonly EpochMillis[]): SilencePhase {
  const done = evictions.filter((time) => time <= now).length;
  if (done === 0) return 'not-ready';
  return done === evictions.length ? 'evicted' : 'evicting';
}

/** NoSchedule comes at once, so that nothing new lands there; NoExecute waits for its turn. */
function unreachable(node: Node, since: EpochMillis, isTainted: boolean): Node {
  const effects = isTainted ? ['NoSchedule', 'NoExecute'] : ['NoSchedule'];
  const others = node.taints.filter(({ key }) => key !== UNREACHABLE_TAINT_KEY);
  const wasReady = node.ready?.status === 'True';
  return {
    ...node,
    taints: [...others, ...effects.map(unreachableTaint)],
    ready: wasReady || node.ready === undefined ? { status: 'Unknown', since } : { ...node.ready, status: 'Unknown' },
  };
}

function unreachableTaint(effect: string): Taint {
  return { key: UNREACHABLE_TAINT_KEY, value: '', effect };
}

interface PodTimes {
  readonly notReadyAt: EpochMillis;
  readonly evictedAt: EpochMillis | undefined;
  readonly now: EpochMillis;
}

function podAt(pod: Pod, { notReadyAt, evictedAt, now }: PodTimes): Pod {
  const isEvicted = evictedAt !== undefined && evictedAt <= now && pod.deletionTime === undefined;
  return {
    ...pod,
    ...(pod.ready?.status === 'True' && { ready: { status: 'False', since: notReadyAt } as const }),
    ...(isEvicted && { deletionTime: evictedAt }),
  };
}
