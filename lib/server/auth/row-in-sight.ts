import { rowWithout, type ServiceRow } from '#lib/model/service-row.ts';
import { LIST_SLICES, maySeeService, missingFor, type RestrictedSight } from '#lib/server/auth/sight.ts';
import type { MergePatch } from '#lib/wire/merge-patch.ts';
import type { Changes } from '#lib/wire/message.ts';

/** Fields of a row that are read from the Service alone, whoever looks. */
const FROM_SERVICE: ReadonlySet<string> = new Set(['mode', 'modeSource']);
/** And from its slices. */
const FROM_SLICES: ReadonlySet<string> = new Set(['endpointsByZone']);

/** The rows of the Services that may be seen, each without what is computed from objects that may not. */
export function rowsInSight(rows: readonly ServiceRow[], sight: RestrictedSight): readonly ServiceRow[] {
  return rows
    .filter(({ key }) => maySeeService(sight, key))
    .map((row) => {
      const missing = missingFor(sight, row.key);
      if (missing.length === 0) return row;
      const left = rowWithout(row, missing);
      return missing.includes(LIST_SLICES) ? { ...left, endpointsByZone: {} } : left;
    });
}

/** The same for changes of rows: of a row without its verdict only fields change that it has. */
export function rowChangesInSight(
  { set, patch, gone }: Changes<ServiceRow>,
  sight: RestrictedSight,
): Changes<ServiceRow> {
  return {
    ...(set !== undefined && { set: rowsInSight(set, sight) }),
    ...(patch !== undefined && {
      patch: patch.flatMap(([key, fields]) => {
        const seen = maySeeService(sight, key) ? patchInSight(fields, missingFor(sight, key)) : {};
        return Object.keys(seen).length === 0 ? [] : [[key, seen] as const];
      }),
    }),
    ...(gone !== undefined && { gone: gone.filter((key) => maySeeService(sight, key)) }),
  };
}

function patchInSight(fields: MergePatch, missing: readonly string[]): MergePatch {
  if (missing.length === 0) return fields;
  const kept = (field: string): boolean =>
    FROM_SERVICE.has(field) || (FROM_SLICES.has(field) && !missing.includes(LIST_SLICES));
  return Object.fromEntries(Object.entries(fields).filter(([field]) => kept(field)));
}
