/** Names that endpoints carry (zones or nodes they are hinted to), numbered; rows of endpoint i are ids[start[i]..start[i+1]). */
export interface HintTable {
  readonly names: readonly string[];
  readonly idByName: ReadonlyMap<string, number>;
  readonly start: Uint32Array;
  readonly ids: Uint32Array;
}

/** Interns the names of each row; a name that stands twice in a row counts once. */
export function hintTable(rows: readonly (readonly string[] | undefined)[]): HintTable {
  const idByName = new Map<string, number>();
  const start = new Uint32Array(rows.length + 1);
  const ids: number[] = [];
  for (const [index, row] of rows.entries()) {
    const from = ids.length;
    for (const name of row ?? []) {
      let id = idByName.get(name);
      if (id === undefined) {
        id = idByName.size;
        idByName.set(name, id);
      }
      if (ids.indexOf(id, from) < 0) ids.push(id);
    }
    start[index + 1] = ids.length;
  }
  return { names: [...idByName.keys()], idByName, start, ids: Uint32Array.from(ids) };
}
