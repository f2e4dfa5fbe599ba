import type { Change } from '#lib/model/scenario.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';

/** How many of its backends a Service loses. */
export interface OutageLoss {
  /** `namespace/name` */
  readonly key: string;
  /** Endpoints that kube-proxy may dial now. */
  readonly ready: number;
  /** Those outside the lost zones. */
  readonly left: number;
}

/** The zones that a what-if takes away, by an outage or a zonal shift. */
export function lostZones(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => (change.kind === 'zone-down' || change.kind === 'zonal-shift' ? [change.zone] : [])),
  );
}

/**
 * The Services that an outage of these zones takes backends from, the first to lose all of them first: by what is left,
 * then by how much goes, then by name. As it is before anything is rescheduled, from the rows of all Services alone.
 */
export function outageLosses(
  rows: Iterable<Pick<ServiceRow, 'key' | 'verdict' | 'endpointsByZone'>>,
  zones: ReadonlySet<string>,
): readonly OutageLoss[] {
  if (zones.size === 0) return [];
  const losses: OutageLoss[] = [];
  for (const { key, verdict, endpointsByZone } of rows) {
    if (verdict.state === 'not-proxied') continue;
    let ready = 0;
    let left = 0;
    for (const [zone, count] of Object.entries(endpointsByZone)) {
      ready += count;
      if (!zones.has(zone)) left += count;
    }
    if (left < ready) losses.push({ key, ready, left });
  }
  return losses.sort(
    (one, other) => one.left - other.left || other.ready - one.ready || (one.key < other.key ? -1 : 1),
  );
}
