/** Names that endpoints carry (zones or nodes they are hinted to), numbered; those of endpoint i are ids[start[i]..start[i+1]). */
export interface HintTable {
  readonly names: readonly string[];
  readonly idByName: ReadonlyMap<string, number>;
  readonly start: Uint32Array;
  readonly ids: Uint32Array;
  /** How many rows hold no name. */
  readonly emptyRows: number;
}

/** Numbers the names of each row in the order in which they come; a name that stands twice in a row counts once. */
export function hintTable<T>(rows: readonly T[], namesOf: (row: T) => readonly string[] | undefined): HintTable {
  const idByName = new Map<string, number>();
  const start = new Uint32Array(rows.length + 1);
  const ids: number[] = [];
  let index = 0;
  let emptyRows = 0;
  for (const row of rows) {
    const names = namesOf(row);
    if (names !== undefined) {
      const from = ids.length;
      for (const name of names) {
        let id = idByName.get(name);
        if (id === undefined) {
          id = idByName.size;
          idByName.set(name, id);
        }
        if (names.length === 1 || ids.indexOf(id, from) < 0) ids.push(id);
      }
    }
    if (ids.length === start[index]) emptyRows++;
    start[++index] = ids.length;
  }
  return { names: [...idByName.keys()], idByName, start, ids: new Uint32Array(ids), emptyRows };
}
