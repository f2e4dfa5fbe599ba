import { createNameNumbers, type NameNumbers } from '#lib/model/name-numbers.ts';

/** Names that endpoints carry (zones or nodes they are hinted to), numbered; those of endpoint i are ids[start[i]..start[i+1]). */
export interface HintTable {
  readonly numbers: NameNumbers;
  readonly start: Uint32Array;
  readonly ids: readonly number[];
  /** How many rows hold each name. */
  readonly rowsWith: readonly number[];
  /** How many rows hold no name. */
  readonly emptyRows: number;
}

const NO_NAMES: readonly string[] = [];

/** Numbers the names of each row in the order in which they come; a name that stands twice in a row counts once. */
export function hintTable<T>(rows: readonly T[], namesOf: (row: T) => readonly string[] | undefined): HintTable {
  const numbers = createNameNumbers();
  const start = new Uint32Array(rows.length + 1);
  const ids: number[] = [];
  const rowsWith: number[] = [];
  let emptyRows = 0;
  let filled = 0;
  for (const row of rows) {
    const from = ids.length;
    for (const name of namesOf(row) ?? NO_NAMES) {
      const id = numbers.add(name);
      if (ids.length > from && ids.indexOf(id, from) >= 0) continue;
      ids.push(id);
      rowsWith[id] = (rowsWith[id] ?? 0) + 1;
    }
    if (ids.length === from) emptyRows++;
    start[++filled] = ids.length;
  }
  return { numbers, start, ids, rowsWith, emptyRows };
}

/** That many rows without a name. */
export function emptyHintTable(rows: number): HintTable {
  return { numbers: createNameNumbers(), start: new Uint32Array(rows + 1), ids: [], rowsWith: [], emptyRows: rows };
}
