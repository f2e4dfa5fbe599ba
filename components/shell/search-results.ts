/** What the search can lead to. */
export type SearchResult =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'filter'; readonly name: string };

const MOST_RESULTS = 50;

/**
 * Services and nodes whose name holds every word of the query: names that begin with it first, then by name.
 * - an empty query lists the Services;
 * - any other also offers to filter the list by it.
 */
export function searchResults(
  query: string,
  among: { readonly services: readonly string[]; readonly nodes: readonly string[] },
): readonly SearchResult[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matching = (names: readonly string[]) =>
    names
      .filter((name) => words.every((word) => name.toLowerCase().includes(word)))
      .toSorted((left, right) => rank(left, words) - rank(right, words) || (left < right ? -1 : Number(left > right)));
  const services = matching(among.services).map((name): SearchResult => ({ kind: 'service', name }));
  if (words.length === 0) return services.slice(0, MOST_RESULTS);
  const nodes = matching(among.nodes).map((name): SearchResult => ({ kind: 'node', name }));
  const filter: SearchResult = { kind: 'filter', name: query.trim() };
  return [...services.slice(0, MOST_RESULTS / 2), ...nodes.slice(0, MOST_RESULTS / 2), filter];
}

function rank(name: string, words: readonly string[]): number {
  const first = words[0] ?? '';
  return name.startsWith(first) || name.includes(`/${first}`) ? 0 : 1;
}
