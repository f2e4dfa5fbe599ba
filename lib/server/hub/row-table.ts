import type { GateOverride } from '#lib/model/gates.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { RowContext, RowOf, ServiceRow } from '#lib/model/service-row.ts';
import { MAX_TIMELINE_ENTRIES, type Timeline, type TimelineEntry } from '#lib/model/timeline.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import type { ClusterState } from '#lib/server/hub/cluster-state.ts';
import { type ByName, changesOf, sortedValues } from '#lib/wire/changes.ts';
import type { Changes } from '#lib/wire/message.ts';

/** Which rules decide: a change of these changes every row. */
export interface RowRules {
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** Rights without which no verdict can be given, as kubectl would say them: `list endpointslices`. */
  readonly missing: readonly string[];
}

/** One row per Service, computed anew only for what may have changed it, and each Service's past. */
export interface RowTable {
  readonly rowByKey: ByName<ServiceRow>;
  /** Computes the rows of `keys`, or all of them when nodes or rules have changed. */
  update(request: RowUpdate): RowChanges;
  timelineOf(key: NamespacedName): Timeline;
}

export interface RowUpdate {
  readonly keys: ReadonlySet<NamespacedName>;
  readonly nodesChanged: boolean;
  readonly rules: RowRules;
  readonly now: EpochMillis;
}

export interface RowChanges {
  readonly rows?: Changes<ServiceRow>;
  readonly entryByKey: ReadonlyMap<NamespacedName, TimelineEntry>;
}

export function createRowTable(state: ClusterState, rowOf: RowOf, since: EpochMillis): RowTable {
  const entriesByKey = new Map<NamespacedName, readonly TimelineEntry[]>();
  let rowByKey = new Map<string, ServiceRow>();
  let context: RowContext | undefined;
  let appliedRules: RowRules | undefined;

  function remember(row: ServiceRow, before: ServiceRow | undefined, now: EpochMillis): TimelineEntry | undefined {
    if (before !== undefined && isSameVerdict(before, row)) return undefined;
    const entry = entryOf(row, now);
    entriesByKey.set(row.key, [...(entriesByKey.get(row.key) ?? []), entry].slice(-MAX_TIMELINE_ENTRIES));
    return entry;
  }

  return {
    get rowByKey() {
      return rowByKey;
    },
    update({ keys, nodesChanged, rules, now }) {
      const all = context === undefined || nodesChanged || appliedRules !== rules;
      const current =
        context === undefined || all ? { ...rules, nodes: sortedValues(state.nodes.objectByKey) } : context;
      context = current;
      appliedRules = rules;
      const dirty = all ? new Set([...keys, ...state.services.objectByKey.keys()]) : keys;
      const entryByKey = new Map<NamespacedName, TimelineEntry>();
      const next = new Map(rowByKey);
      for (const key of dirty) {
        const service = state.services.objectByKey.get(key);
        if (service === undefined) {
          next.delete(key);
          continue;
        }
        const row = readable(rowOf(service, state.slicesOf(key), current), rules);
        const entry = remember(row, rowByKey.get(key), now);
        if (entry !== undefined) entryByKey.set(key, entry);
        next.set(key, row);
      }
      const rows = changesOf(dirty, rowByKey, next);
      rowByKey = next;
      return { ...(rows !== undefined && { rows }), entryByKey };
    },
    timelineOf: (key) => ({ since, entries: entriesByKey.get(key) ?? [] }),
  };
}

/** What may not be read is not absent: without nodes or slices a verdict would be made up. */
function readable(row: ServiceRow, { missing }: RowRules): ServiceRow {
  if (missing.length === 0) return row;
  const { nodesInAll } = row.verdict;
  const reasonValues = { rights: missing.join(', ') };
  return {
    ...row,
    verdict: {
      state: 'unknown',
      reason: 'no-permission',
      reasonValues,
      nodesInEffect: 0,
      nodesInAll,
      idleEndpoints: 0,
    },
  };
}

function isSameVerdict(before: ServiceRow, after: ServiceRow): boolean {
  return (
    before.verdict.state === after.verdict.state &&
    before.verdict.reason === after.verdict.reason &&
    before.verdict.nodesInEffect === after.verdict.nodesInEffect
  );
}

function entryOf({ verdict, endpointsByZone }: ServiceRow, time: EpochMillis): TimelineEntry {
  const { inZoneShare } = verdict;
  return {
    time,
    state: verdict.state,
    reason: verdict.reason,
    reasonValues: verdict.reasonValues,
    nodesInEffect: verdict.nodesInEffect,
    nodesInAll: verdict.nodesInAll,
    ...(inZoneShare !== undefined && { inZoneShare }),
    endpoints: Object.values(endpointsByZone).reduce((sum, count) => sum + count, 0),
  };
}
