import type { GateOverride } from '#lib/model/gates.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { type RowContext, type RowOf, rowWithout, type ServiceRow } from '#lib/model/service-row.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import type { ClusterState } from '#lib/server/hub/cluster-state.ts';
import type { Timelines } from '#lib/server/hub/timelines.ts';
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
  /** Computes the rows of `keys`, or all of them when nodes or rules have changed. */
  update(request: RowUpdate): RowChanges;
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

export function createRowTable(state: ClusterState, rowOf: RowOf, timelines: Timelines): RowTable {
  const rowByKey = new Map<string, ServiceRow>();
  let context: RowContext | undefined;
  let appliedRules: RowRules | undefined;

  return {
    rowByKey,
    update({ keys, nodesChanged, rules, now }) {
      const fromStart = context === undefined;
      const all = fromStart || nodesChanged || appliedRules !== rules;
      const current =
        context === undefined || all ? { ...rules, nodes: sortedValues(state.nodes.objectByKey) } : context;
      context = current;
      appliedRules = rules;
      const dirty = all ? new Set([...keys, ...state.services.objectByKey.keys()]) : keys;
      const entryByKey = new Map<NamespacedName, TimelineEntry>();
      const beforeByKey = new Map<string, ServiceRow>();
      for (const key of dirty) {
        const before = rowByKey.get(key);
        if (before !== undefined) beforeByKey.set(key, before);
        const service = state.services.objectByKey.get(key);
        if (service === undefined) {
          if (rowByKey.delete(key)) timelines.end(key, now);
          continue;
        }
        const slices = state.slicesOf(key);
        const plain = rowOf(service, slices, current);
        // What may not be read is not absent: without nodes or slices a verdict would be made up.
        const computed = rules.missing.length === 0 ? plain : rowWithout(plain, rules.missing);
        const entry = timelines.record({ row: computed, input: { ...current, service, slices }, now, fromStart });
        if (entry !== undefined) entryByKey.set(key, entry);
        const flips = timelines.flipsOf(key);
        const row = flips === 0 ? computed : { ...computed, flips };
        rowByKey.set(key, before !== undefined && isSame(before, row) ? before : row);
      }
      const rows = changesOf(dirty, beforeByKey, rowByKey);
      return { ...(rows !== undefined && { rows }), entryByKey };
    },
  };
}
