/** Names that endpoints carry (zones or nodes they are hinted to), numbered; those of endpoint i are ids[start[i]..start[i+1]). */
export interface HintTable {
  readonly names: readonly string[];
  readonly idByName: ReadonlyMap<string, number>;
  readonly start: readonly number[];
  readonly ids: readonly number[];
  /** How many rows hold no name. */
  readonly emptyRows: number;
}

const NO_NAMES: readonly string[] = [];

/** Numbers the names of each row in the order in which they come; a name that stands twice in a row counts once. */
export function hintTable<T>(rows: readonly T[], namesOf: (row: T) => readonly string[] | undefined): HintTable {
  const idByName = new Map<string, number>();
  const names: string[] = [];
  const start = [0];
  const ids: number[] = [];
  let emptyRows = 0;
  for (const row of rows) {
    const from = ids.length;
    for (const name of namesOf(row) ?? NO_NAMES) {
      let id = idByName.get(name);
      if (id === undefined) {
        id = names.push(name) - 1;
        idByName.set(name, id);
      }
      if (ids.length === from || ids.indexOf(id, from) < 0) ids.push(id);
    }
    if (ids.length === from) emptyRows++;
    start.push(ids.length);
  }
  return { names, idByName, start, ids, emptyRows };
}
