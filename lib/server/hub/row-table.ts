import type { GateOverride } from '#lib/model/gates.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { type RowContext, type RowOf, rowWithout, type ServiceRow } from '#lib/model/service-row.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import type { ClusterState } from '#lib/server/hub/cluster-state.ts';
import type { Timelines } from '#lib/server/hub/timelines.ts';
import { withPast } from '#lib/server/hub/with-past.ts';
import { type ByName, changesOf, sortedValues } from '#lib/wire/changes.ts';
import { isSame } from '#lib/wire/merge-patch.ts';
import type { Changes } from '#lib/wire/message.ts';

/** Which rules decide: a change of these changes every row. */
export interface RowRules {
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** Rights without which no verdict can be given, as kubectl would say them: `list endpointslices`. */
  readonly missing: readonly string[];
}

/** One row per Service, computed anew only for what may have changed it, each told to its timeline. */
export interface RowTable {
  readonly rowByKey: ByName<ServiceRow>;
  /**
   * Computes the rows of `keys`. When rules have changed, all others too; when nodes have, of those so many as there is time
   * for, and the rest with the next calls, the ones that wait the longest first.
   */
  update(request: RowUpdate): RowChanges;
}

export interface RowUpdate {
  readonly keys: ReadonlySet<NamespacedName>;
  readonly nodesChanged: boolean;
  readonly rules: RowRules;
  readonly now: EpochMillis;
  /** Whether there is time for one more row that could wait; absent where there always is. */
  readonly hasTime?: () => boolean;
}

export interface RowChanges {
  readonly rows?: Changes<ServiceRow>;
  readonly entryByKey: ReadonlyMap<NamespacedName, TimelineEntry>;
  /** Rows wait for the next call. */
  readonly isBehind: boolean;
}

export function createRowTable(state: ClusterState, rowOf: RowOf, timelines: Timelines): RowTable {
  const rowByKey = new Map<string, ServiceRow>();
  /** Services whose rows are of nodes before the last change. */
  const behind = new Set<NamespacedName>();
  let context: RowContext | undefined;
  let appliedRules: RowRules | undefined;

  return {
    rowByKey,
    update({ keys, nodesChanged, rules, now, hasTime = () => true }) {
      const fromStart = context === undefined;
      const all = appliedRules !== rules;
      const current =
        context === undefined || all || nodesChanged
          ? { ...rules, nodes: sortedValues(state.nodes.objectByKey) }
          : context;
      context = current;
      appliedRules = rules;
      if (all || nodesChanged) for (const key of state.services.objectByKey.keys()) behind.add(key);
      const entryByKey = new Map<NamespacedName, TimelineEntry>();
      const beforeByKey = new Map<string, ServiceRow>();
      const computed = new Set<NamespacedName>();

      function compute(key: NamespacedName): void {
        behind.delete(key);
        computed.add(key);
        const before = rowByKey.get(key);
        if (before !== undefined) beforeByKey.set(key, before);
        const service = state.services.objectByKey.get(key);
        if (service === undefined) {
          if (rowByKey.delete(key)) timelines.end(key, now);
          return;
        }
        const slices = state.slicesOf(key);
        const plain = rowOf(service, slices, current);
        // What may not be read is not absent: without nodes or slices a verdict would be made up.
        const fresh = rules.missing.length === 0 ? plain : rowWithout(plain, rules.missing);
        const entry = timelines.record({ row: fresh, input: { ...current, service, slices }, now, fromStart });
        if (entry !== undefined) entryByKey.set(key, entry);
        const row = withPast(fresh, timelines);
        rowByKey.set(key, before !== undefined && isSame(before, row) ? before : row);
      }

      for (const key of keys) compute(key);
      for (const key of behind) {
        compute(key);
        if (!all && !hasTime()) break;
      }
      const rows = changesOf(computed, beforeByKey, rowByKey);
      return { ...(rows !== undefined && { rows }), entryByKey, isBehind: behind.size > 0 };
    },
  };
}
