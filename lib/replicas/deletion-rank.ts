import type { ReplicaRules } from '#lib/kube-version/replica-rules.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { ContainerRestarts, Pod } from '#lib/model/pod.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';

/**
 * Why one pod is deleted before another, in the order in which `ActivePodsWithRanks.Less` asks (pkg/controller).
 * A ready or creation time decides in one of three ways: one of the two is missing, one pod's power of two is lower
 * (its exact time later, where ages are not logarithmic), or both share a power of two and the smaller uid goes.
 */
export const SCALE_DOWN_REASONS = [
  'tie',
  'not-assigned-to-node',
  'phase',
  'not-ready',
  'deletion-cost',
  'more-pods-on-node',
  'ready-time-missing',
  'ready-for-shorter-time',
  'same-ready-bucket-smaller-uid',
  'more-restarts',
  'more-sidecar-restarts',
  'creation-time-missing',
  'younger',
  'same-age-bucket-smaller-uid',
  'circular-comparison',
  'highest-ordinal',
  'all-deleted',
] as const;
export type ScaleDownReason = (typeof SCALE_DOWN_REASONS)[number];

const codeOf = (reason: ScaleDownReason): number => SCALE_DOWN_REASONS.indexOf(reason);
const NOT_ASSIGNED = codeOf('not-assigned-to-node');
const PHASE = codeOf('phase');
const NOT_READY = codeOf('not-ready');
const DELETION_COST = codeOf('deletion-cost');
const MORE_PODS_ON_NODE = codeOf('more-pods-on-node');
const READY_TIME = codeOf('ready-time-missing');
const MORE_RESTARTS = codeOf('more-restarts');
const MORE_SIDECAR_RESTARTS = codeOf('more-sidecar-restarts');
const CREATION_TIME = codeOf('creation-time-missing');

/** Of the three ways in which a time decides, counted from its first reason. */
const IS_MISSING = 0;
const IS_YOUNGER = 1;
const IS_SMALLER_UID = 2;

const PHASE_ORDER: ReadonlyMap<string, number> = new Map([
  ['Pending', 0],
  ['Unknown', 1],
  ['Running', 2],
]);

/** A time of a pod, and the power of two of nanoseconds that its age is in (-1: now or in the future). */
interface Aged {
  readonly time: EpochMillis;
  readonly bucket: number;
}

/** What the controller compares of one pod; all of it is read once, before the sort. */
export interface RankedPod {
  readonly pod: Pod;
  readonly isAssigned: boolean;
  readonly phase: number;
  readonly isReady: boolean;
  readonly deletionCost: number;
  /** Active pods of all ReplicaSets of the Deployment on its node, itself included; 0 without a Deployment. */
  readonly rank: number;
  readonly readySince: Aged | undefined;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  readonly created: Aged | undefined;
  /** Place of its uid among the sorted uids. */
  readonly uidOrder: number;
}

/** The moment of the decision. Kubernetes compares nanoseconds, since powers of two have sharp edges. */
export interface Moment {
  readonly now: EpochMillis;
  /** Nanoseconds after `now`, 0 to 999,999; for a clock that is finer than milliseconds. */
  readonly nowNanos?: number;
}

export interface ScaleDownInput extends Moment {
  /** The pods of the ReplicaSet, inactive ones too. */
  readonly pods: readonly Pod[];
  /** The pods of the other ReplicaSets of the same Deployment: they count in the ranks. */
  readonly relatedPods: readonly Pod[];
  /** A ReplicaSet that no Deployment controls ranks no pod by its node. */
  readonly bareReplicaSet?: boolean;
  readonly rules: ReplicaRules;
}

/** Reads what the comparison needs of the active ones among `candidates` (`getPodsRankedByRelatedPodsOnSameNode`). */
export function rankPods(candidates: readonly Pod[], input: ScaleDownInput): readonly RankedPod[] {
  const countByNode = new Map<string, number>();
  if (input.bareReplicaSet !== true) {
    for (const pods of [candidates, input.relatedPods]) {
      for (const { nodeName } of pods.filter(isPodActive))
        countByNode.set(nodeName, (countByNode.get(nodeName) ?? 0) + 1);
    }
  }
  const active = candidates.filter(isPodActive);
  const orderByUid = new Map(
    active
      .map((pod) => pod.uid)
      .sort(byCodeUnits)
      .map((uid, order) => [uid, order]),
  );
  return active.map((pod) => ({
    pod,
    isAssigned: pod.nodeName !== '',
    phase: PHASE_ORDER.get(pod.phase) ?? 0,
    isReady: pod.ready?.status === 'True',
    deletionCost: input.rules.usesDeletionCost ? pod.deletionCost : 0,
    rank: countByNode.get(pod.nodeName) ?? 0,
    readySince: aged(pod.ready?.since, input),
    restarts: mostRestarts(pod.containerRestarts),
    sidecarRestarts: input.rules.countsSidecarRestarts ? sidecarRestarts(pod) : 0,
    created: aged(pod.creationTime, input),
    uidOrder: orderByUid.get(pod.uid) ?? 0,
  }));
}

/**
 * 0 when the controller cannot tell the two apart; otherwise the place in SCALE_DOWN_REASONS of the rule that decides,
 * negative when `left` goes first. Not a strict weak order: two pods that tie, or differ in restarts, may have a third
 * one between them by uid.
 */
export function firstDifference(left: RankedPod, right: RankedPod): number {
  if (left.isAssigned !== right.isAssigned) return left.isAssigned ? NOT_ASSIGNED : -NOT_ASSIGNED;
  if (left.phase !== right.phase) return signed(PHASE, left.phase - right.phase);
  if (left.isReady !== right.isReady) return left.isReady ? NOT_READY : -NOT_READY;
  if (left.deletionCost !== right.deletionCost) return signed(DELETION_COST, left.deletionCost - right.deletionCost);
  if (left.rank !== right.rank) return signed(MORE_PODS_ON_NODE, right.rank - left.rank);
  if (left.isReady) {
    const byReadyTime = timeDifference(left, right, READY_TIME);
    if (byReadyTime !== 0) return byReadyTime;
  }
  if (left.restarts !== right.restarts) return signed(MORE_RESTARTS, right.restarts - left.restarts);
  if (left.sidecarRestarts !== right.sidecarRestarts) {
    return signed(MORE_SIDECAR_RESTARTS, right.sidecarRestarts - left.sidecarRestarts);
  }
  return timeDifference(left, right, CREATION_TIME);
}

/** The name of what `firstDifference` answered. */
export function reasonOf(difference: number): ScaleDownReason {
  return SCALE_DOWN_REASONS[Math.abs(difference)] ?? 'tie';
}

function timeDifference(left: RankedPod, right: RankedPod, firstReason: number): number {
  const leftTime = firstReason === READY_TIME ? left.readySince : left.created;
  const rightTime = firstReason === READY_TIME ? right.readySince : right.created;
  if (leftTime?.time === rightTime?.time) return 0;
  if (leftTime === undefined) return -(firstReason + IS_MISSING);
  if (rightTime === undefined) return firstReason + IS_MISSING;
  return leftTime.bucket === rightTime.bucket
    ? signed(firstReason + IS_SMALLER_UID, left.uidOrder - right.uidOrder)
    : signed(firstReason + IS_YOUNGER, leftTime.bucket - rightTime.bucket);
}

function signed(code: number, order: number): number {
  return order < 0 ? -code : code;
}

/** `logarithmicRankDiff`: the power of two of the age. Without it every second is its own bucket. */
function aged(time: EpochMillis | undefined, { now, nowNanos = 0, rules }: ScaleDownInput): Aged | undefined {
  if (time === undefined) return undefined;
  const nanos = (now - time) * 1_000_000 + nowNanos;
  if (!rules.usesLogarithmicAge) return { time, bucket: -time };
  return { time, bucket: nanos > 0 ? Math.trunc(Math.log2(nanos)) : -1 };
}

function mostRestarts(containers: readonly ContainerRestarts[]): number {
  return containers.reduce((most, { restartCount }) => Math.max(most, restartCount), 0);
}

/** Init containers that keep running beside the others (restartPolicy Always). */
function sidecarRestarts(pod: Pod): number {
  const sidecars = new Set(
    pod.initContainers.filter((container) => container.restartPolicy === 'Always').map((container) => container.name),
  );
  return mostRestarts(pod.initContainerRestarts.filter((status) => sidecars.has(status.name)));
}

/** Go compares strings by bytes; uids and names are ASCII. */
export function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
