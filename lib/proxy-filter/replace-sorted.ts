type Compare<T> = (left: T, right: T) => number;

/**
 * A sorted list without some of its items and with others in their places, of which none is equal to one that is there:
 * undefined where one is. `dropped` and `added` are sorted alike. Costs little more than a copy where both are short.
 */
export function replaceSorted<T>(
  sorted: readonly T[],
  { dropped, added }: { readonly dropped: readonly T[]; readonly added: readonly T[] },
  compare: Compare<T>,
): readonly T[] | undefined {
  const kept = without(sorted, dropped);
  if (added.length === 0) return kept;
  const result: T[] = [];
  let from = 0;
  for (const item of added) {
    const place = firstNotBelow(kept, item, compare);
    const next = kept[place];
    const last = place > from ? kept[place - 1] : result.at(-1);
    if (next !== undefined && compare(next, item) === 0) return undefined;
    if (last !== undefined && compare(last, item) === 0) return undefined;
    for (; from < place; from++) push(result, kept[from]);
    result.push(item);
  }
  for (; from < kept.length; from++) push(result, kept[from]);
  return result;
}

function without<T>(sorted: readonly T[], dropped: readonly T[]): readonly T[] {
  if (dropped.length === 0) return sorted;
  let next = 0;
  return sorted.filter((item) => {
    if (item !== dropped[next]) return true;
    next++;
    return false;
  });
}

/** The first place whose item is not below `item`. */
function firstNotBelow<T>(sorted: readonly T[], item: T, compare: Compare<T>): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle];
    if (found !== undefined && compare(found, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}
