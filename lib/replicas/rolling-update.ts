/** Replicas of one ReplicaSet, wanted and available. */
export interface ReplicaCount {
  readonly wanted: number;
  readonly available: number;
}

export interface RolloutState {
  /** spec.replicas of the Deployment. */
  readonly replicas: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  readonly newest: ReplicaCount;
  /** Older ReplicaSets, oldest first. */
  readonly old: readonly ReplicaCount[];
}

export interface RolloutStep {
  readonly newest: number;
  readonly old: readonly number[];
}

/**
 * How many replicas each ReplicaSet of a Deployment is to have next (pkg/controller/deployment rolling.go):
 * the new one grows up to replicas + maxSurge in all; old ones give their unavailable pods first, then as many
 * available ones as leave replicas − maxUnavailable.
 */
export function rollingUpdateStep(state: RolloutState): RolloutStep {
  const total = state.newest.wanted + sum(state.old.map((count) => count.wanted));
  const newest = nextNewest(state, total);
  if (newest !== state.newest.wanted) return { newest, old: state.old.map((count) => count.wanted) };
  return { newest, old: nextOld(state, total) };
}

function nextNewest({ newest, replicas, maxSurge }: RolloutState, total: number): number {
  if (newest.wanted >= replicas) return replicas;
  const room = replicas + maxSurge - total;
  return room <= 0 ? newest.wanted : newest.wanted + Math.min(room, replicas - newest.wanted);
}

function nextOld({ newest, old, replicas, maxUnavailable }: RolloutState, total: number): readonly number[] {
  const minAvailable = replicas - maxUnavailable;
  const newUnavailable = newest.wanted - Math.min(newest.wanted, newest.available);
  let toRemove = total - minAvailable - newUnavailable;
  if (toRemove <= 0) return old.map((count) => count.wanted);
  const healthy = old.map((count) => {
    const unhealthy = Math.min(toRemove, count.wanted - Math.min(count.wanted, count.available));
    toRemove -= unhealthy;
    return count.wanted - unhealthy;
  });
  let spare = newest.available + sum(old.map((count) => count.available)) - minAvailable;
  return healthy.map((wanted) => {
    const removed = Math.max(0, Math.min(spare, wanted));
    spare -= removed;
    return wanted - removed;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * `maxSurge` and `maxUnavailable`, each a number or a percentage of the replicas: surge is rounded up, unavailable
 * down, and of both being 0 unavailable becomes 1 (ResolveFenceposts).
 */
export function resolveFenceposts(
  replicas: number,
  given: { readonly maxSurge: unknown; readonly maxUnavailable: unknown },
): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const maxSurge = Math.ceil(share(given.maxSurge, replicas));
  const maxUnavailable = Math.floor(share(given.maxUnavailable, replicas));
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

function share(value: unknown, replicas: number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? 0 : (Number(percent) * replicas) / 100;
}
