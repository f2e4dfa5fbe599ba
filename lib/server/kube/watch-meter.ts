import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { FailureKind } from '#lib/server/kube/failure.ts';
import type { ReflectorInput } from '#lib/server/kube/reflector-machine.ts';
import type { WatchedResource } from '#lib/server/kube/watched-resource.ts';

/**
 * Why everything was read, or a watch opened anew: a failure of that kind, or `start`; `ended`, by the server and cleanly;
 * `audit`, which found a difference; `asked`, since more fields are to be kept; `back`, since the server is there again.
 */
export type WatchCause = FailureKind | 'start' | 'ended' | 'audit' | 'asked' | 'back';

export interface WatchCount {
  readonly resource: WatchedResource;
  readonly cause: WatchCause;
  readonly count: number;
}

/** What the reflectors of one process did since the start. */
export interface WatchMeter {
  /** A line of a watch came in: an event or a bookmark. */
  heard(resource: WatchedResource, at: EpochMillis): void;
  /** Everything of a kind is being read. */
  readAll(resource: WatchedResource, cause: WatchCause): void;
  /** A watch is opened anew where the one before ended. */
  reopened(resource: WatchedResource, cause: WatchCause): void;
  readonly heardAtByResource: ReadonlyMap<WatchedResource, EpochMillis>;
  reads(): readonly WatchCount[];
  reopenings(): readonly WatchCount[];
}

export function createWatchMeter(): WatchMeter {
  const heardAtByResource = new Map<WatchedResource, EpochMillis>();
  const reads = new Map<string, WatchCount>();
  const reopenings = new Map<string, WatchCount>();
  return {
    heardAtByResource,
    heard: (resource, at) => void heardAtByResource.set(resource, at),
    readAll: (resource, cause) => countUp(reads, resource, cause),
    reopened: (resource, cause) => countUp(reopenings, resource, cause),
    reads: () => [...reads.values()],
    reopenings: () => [...reopenings.values()],
  };
}

function countUp(counts: Map<string, WatchCount>, resource: WatchedResource, cause: WatchCause): void {
  const key = `${resource} ${cause}`;
  counts.set(key, { resource, cause, count: (counts.get(key)?.count ?? 0) + 1 });
}

/** What an input says of the cause of whatever follows; undefined where the one before still stands. */
export function causeOf(input: ReflectorInput): WatchCause | undefined {
  switch (input.kind) {
    case 'start':
      return 'start';
    case 'stream-failed':
    case 'list-failed':
      return input.failure.kind;
    case 'watch-ended':
      return input.failure?.kind ?? 'ended';
    case 'relist':
      return input.inPages ? 'audit' : 'asked';
    case 'back':
      return 'back';
    case 'streamed':
    case 'page':
    case 'progress':
    case 'woke':
      return undefined;
  }
}
