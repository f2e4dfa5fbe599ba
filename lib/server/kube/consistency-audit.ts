import type { Clock } from '#lib/demo/clock.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { listPages } from '#lib/server/kube/list-pages.ts';
import { placeOf } from '#lib/server/kube/snapshot.ts';
import type { ResourceScope } from '#lib/server/kube/watched-resource.ts';

export interface AuditOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly scope: ResourceScope;
  /** What is held: the resource version of each object by its key (`placeOf`). */
  readonly versionByKey: () => ReadonlyMap<string, string>;
  /** Whether a watch is open; what is known to be behind is not audited. */
  readonly isWatching: () => boolean;
  /** So many objects are not as the server holds them, and no event said so. */
  readonly onDifference: (count: number) => void;
}

export interface Audit {
  /** There is a reason for doubt: the server was away, or this machine asleep. */
  soon(): void;
  stop(): void;
}

const PERIOD_MILLIS = 600_000;
/** How long an event may be under way when the list already shows what it will tell. */
const GRACE_MILLIS = 5_000;
const LEAST_GAP_MILLIS = 120_000;
/** Names and versions are enough; a server that does not know the form sends the objects themselves. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/**
 * Holds what a reflector has against a list of its own, every 10 minutes by 20 % more or less: API servers have lost events
 * (kubernetes/kubernetes#123072), and no watch tells of an event that never came. client-go's counterpart is
 * tools/cache `reflector_data_consistency_detector`.
 * - The list reads the newest state (no resource version) in pages of 500, names and versions only.
 * - An object differs when its version in the list is not the held one, the held one is the same as before the list
 *   was asked for, and stays the same for 5 s after: then no event about it is under way.
 */
export function startAudit(options: AuditOptions): Audit {
  const { client, clock, random, scope, versionByKey, isWatching, onDifference } = options;
  const stopped = new AbortController();
  let lastBegun = Number.NEGATIVE_INFINITY;
  let cancel: () => void = () => undefined;
  let underWay = false;

  function schedule(millis: number): void {
    cancel();
    cancel = clock.after(millis, () => void audit());
  }

  async function audit(): Promise<void> {
    if (isWatching()) {
      underWay = true;
      lastBegun = clock.monotonic();
      const before = new Map(versionByKey());
      // A server that cannot be listed now is the watch's business, which says so.
      const listed = await readVersions().catch(() => undefined);
      if (listed !== undefined) await grace();
      underWay = false;
      if (stopped.signal.aborted) return;
      const count = listed === undefined || !isWatching() ? 0 : countDifferences(before, listed, versionByKey());
      if (count > 0) onDifference(count);
    }
    schedule(PERIOD_MILLIS * (0.8 + 0.4 * random()));
  }

  function grace(): Promise<void> {
    return new Promise((resolve) => {
      cancel = clock.after(GRACE_MILLIS, resolve);
    });
  }

  async function readVersions(): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    const pages = listPages(client, scope, {
      signal: stopped.signal,
      accept: METADATA_ONLY,
      otherKinds: ['PartialObjectMetadataList'],
    });
    for await (const { items } of pages) {
      for (const item of items) {
        const place = placeOf(item);
        if (place !== undefined) versions.set(place.key, place.version);
      }
    }
    return versions;
  }

  schedule(PERIOD_MILLIS * (0.8 + 0.4 * random()));
  return {
    soon() {
      if (underWay) return;
      schedule(Math.max(GRACE_MILLIS, lastBegun + LEAST_GAP_MILLIS - clock.monotonic()));
    },
    stop() {
      stopped.abort();
      cancel();
    },
  };
}

function countDifferences(
  before: ReadonlyMap<string, string>,
  listed: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): number {
  const keys = new Set([...before.keys(), ...listed.keys()]);
  return [...keys].filter((key) => after.get(key) === before.get(key) && listed.get(key) !== after.get(key)).length;
}
