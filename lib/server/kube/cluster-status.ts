import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Failure } from '#lib/server/kube/failure.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import type { WatchedResource } from '#lib/server/kube/watched-resource.ts';
import type { ClusterStatus, MissingPermission, WatchPhase } from '#lib/wire/watched-cluster.ts';

/** One reflector, as far as the status of the whole depends on it. */
export interface ResourceProgress {
  readonly resource: WatchedResource;
  readonly health: ReflectorHealth;
  /** Its first list has been complete once. */
  readonly synced: boolean;
  /** When it was refused for the first time since it was last allowed. */
  readonly forbiddenSince?: EpochMillis | undefined;
  /** Objects of that list, and how many there are in all where that is known. */
  readonly done: number;
  readonly of?: number;
}

export interface StatusInput {
  readonly before: ClusterStatus;
  readonly now: EpochMillis;
  readonly resources: readonly ResourceProgress[];
  /** What the last heartbeat met. */
  readonly heartbeatFailure?: Failure;
  readonly skipped: number;
  readonly healed: number;
}

/**
 * How the watch stands as a whole. A kind that may not be read does not hold up the others: it is missing, and the rest
 * is live without it.
 */
export function clusterStatusOf({
  before,
  now,
  resources,
  heartbeatFailure,
  skipped,
  healed,
}: StatusInput): ClusterStatus {
  const missing = resources.flatMap((progress) => missingPermission(progress, now));
  const readable = resources.filter((progress) => missingPermission(progress, now).length === 0);
  const failure = readable.map(failureOf).find((found) => found !== undefined) ?? heartbeatFailure;
  const synced = readable.every((progress) => progress.synced);
  const phase = phaseOf({ readable, failing: failure !== undefined, synced });
  const totals = readable.map((progress) => progress.of);
  return {
    phase,
    since: phase === before.phase ? before.since : now,
    done: sum(readable.map((progress) => progress.done)),
    ...(totals.every((total) => total !== undefined) && { of: sum(totals) }),
    address: before.address,
    ...(failure !== undefined && { said: failure.said }),
    missing,
    skipped,
    ...(healed > 0 && { healed }),
  };
}

function phaseOf({
  readable,
  failing,
  synced,
}: {
  readonly readable: readonly ResourceProgress[];
  readonly failing: boolean;
  readonly synced: boolean;
}): WatchPhase {
  if (failing) return synced ? 'stale' : 'unreachable';
  if (synced) return 'live';
  return readable.every((progress) => progress.health.kind === 'connecting') ? 'connecting' : 'syncing';
}

/** What was allowed a moment ago is refused by an API server that has just started, too: some seconds of that are a failure. */
export const SURE_AFTER_MILLIS = 8_000;

function missingPermission(
  { resource, health, synced, forbiddenSince = Number.NEGATIVE_INFINITY }: ResourceProgress,
  now: EpochMillis,
): readonly MissingPermission[] {
  if (health.kind !== 'failing' || health.failure.kind !== 'forbidden') return [];
  return synced && now - forbiddenSince < SURE_AFTER_MILLIS ? [] : [{ verb: health.verb, resource }];
}

function failureOf({ health }: ResourceProgress): Failure | undefined {
  return health.kind === 'failing' ? health.failure : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
