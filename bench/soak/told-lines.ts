import type { SoakedKind } from './soaked-cluster.ts';

/** The lines of watches that were told last, for those that resume. */
export interface ToldLines {
  append(kind: SoakedKind, version: number, line: string): void;
  /** Lines of a kind after a version, oldest first; 'expired' when some of them are forgotten. */
  after(kind: SoakedKind, version: number): readonly string[] | 'expired';
}

export function createToldLines(maxCharacters: number): ToldLines {
  let told: { readonly kind: SoakedKind; readonly version: number; readonly line: string }[] = [];
  /** Where in `told` the first one stands that still counts. */
  let first = 0;
  let characters = 0;
  let forgotten = 0;

  return {
    append(kind, version, line) {
      told.push({ kind, version, line });
      characters += line.length;
      for (let oldest = told[first]; characters > maxCharacters && oldest !== undefined; oldest = told[first]) {
        characters -= oldest.line.length;
        forgotten = oldest.version;
        first += 1;
      }
      if (first < told.length / 2) return;
      told = told.slice(first);
      first = 0;
    },
    after(kind, version) {
      if (version < forgotten) return 'expired';
      return told.slice(first).flatMap((entry) => (entry.kind === kind && entry.version > version ? entry.line : []));
    },
  };
}
