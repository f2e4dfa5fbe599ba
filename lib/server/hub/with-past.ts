import type { NamespacedName } from '#lib/model/names.ts';
import type { LastChange, ServiceRow } from '#lib/model/service-row.ts';

/** What is kept of each Service's past. */
export interface Past {
  flipsOf(key: NamespacedName): number;
  lastChangeOf(key: NamespacedName): LastChange | undefined;
}

/** A row with what its timeline says in a word. */
export function withPast(row: ServiceRow, past: Past): ServiceRow {
  const flips = past.flipsOf(row.key);
  const changed = past.lastChangeOf(row.key);
  if (flips === 0 && changed === undefined) return row;
  return { ...row, ...(flips > 0 && { flips }), ...(changed !== undefined && { changed }) };
}
