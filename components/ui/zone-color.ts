/** How many zone colours globals.css defines; beyond them colours repeat and the letters tell zones apart. */
const ZONE_COLORS = 7;

/** The CSS colour of a zone by its place in sorted order; negative means "no zone". */
export function zoneColor(colorIndex: number): string {
  return colorIndex < 0 ? 'var(--zone-none)' : `var(--zone-${colorIndex % ZONE_COLORS})`;
}

/**
 * A short name for each zone, as it stands inside a mark: what follows the prefix that all zones share, cut to two
 * characters (`us-east-1a`, `us-east-1b` read `a`, `b`).
 * - where two zones would read the same, each takes its number in sorted order instead.
 */
export function zoneLetters(zones: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...new Set(zones)].sort();
  const prefix = sharedPrefix(sorted);
  const short = sorted.map((zone) => [...zone.slice(prefix.length)].slice(0, 2).join('') || '1');
  const distinct = new Set(short).size === short.length;
  return new Map(sorted.map((zone, index) => [zone, distinct ? (short[index] ?? '') : String(index + 1)]));
}

function sharedPrefix(sorted: readonly string[]): string {
  const first = sorted[0] ?? '';
  const last = sorted.at(-1) ?? '';
  if (sorted.length < 2) return first.slice(0, Math.max(0, first.length - 1));
  let length = 0;
  while (length < first.length && first[length] === last[length]) length += 1;
  return first.slice(0, length);
}
