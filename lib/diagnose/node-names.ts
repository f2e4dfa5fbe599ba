/** So many nodes are named; of more the first ones stand for all. */
const MOST_NAMED = 3;
const SEPARATOR = ', ';
const MORE = '…';

/** What a cause says of the nodes it is about. */
export function nodeNames(names: readonly string[]): { readonly nodes: string; readonly count: number } {
  const more = names.length > MOST_NAMED ? [MORE] : [];
  return { nodes: [...names.slice(0, MOST_NAMED), ...more].join(SEPARATOR), count: names.length };
}

/** The same of two causes together, as far as they name their nodes. */
export function joinedNodeNames(
  left: ReturnType<typeof nodeNames>,
  right: ReturnType<typeof nodeNames>,
): ReturnType<typeof nodeNames> {
  const named = [left, right].flatMap(({ nodes }) => nodes.split(SEPARATOR)).filter((name) => name !== MORE);
  const names = [...new Set(named)];
  const known = nodeNames(names);
  const unnamed = Math.max(0, left.count + right.count - named.length);
  if (unnamed === 0) return known;
  const shown = names.slice(0, MOST_NAMED);
  return { nodes: [...shown, MORE].join(SEPARATOR), count: names.length + unnamed };
}
