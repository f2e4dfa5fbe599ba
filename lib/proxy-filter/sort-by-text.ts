/** Characters behind the common prefix that fit into one exact number, at seven bits each. */
const RANKED = 7;
const ASCII = 128;

/** A text in two parts: where it is one string, `end` is ''. */
export interface TextParts<T> {
  readonly text: (item: T) => string;
  /** What follows the text. */
  readonly end: (item: T) => string;
}

interface Ranked<T> {
  readonly item: T;
  readonly rank: number;
}

/**
 * The items in byte order of text and end joined; of equal ones the earlier comes first.
 * Addresses of one Service begin alike and differ within a few characters. Those are compared as one number, and the
 * texts are joined only where that does not decide: many times faster than comparing all "ip:port" as texts.
 */
export function sortByText<T>(items: readonly T[], { text, end }: TextParts<T>): T[] {
  const [first] = items;
  if (first === undefined) return [];
  const prefix = commonPrefix(items, text, text(first));
  const ranked = items.map((item): Ranked<T> => ({ item, rank: rankOf(text(item), prefix, end(item)) }));
  ranked.sort(
    (left, right) =>
      left.rank - right.rank || compareTexts(text(left.item) + end(left.item), text(right.item) + end(right.item)),
  );
  return ranked.map(({ item }) => item);
}

export function compareTexts(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function commonPrefix<T>(items: readonly T[], textOf: (item: T) => string, first: string): number {
  let length = first.length;
  for (const item of items) {
    const text = textOf(item);
    let same = 0;
    while (same < length && text.charCodeAt(same) === first.charCodeAt(same)) same++;
    length = same;
  }
  return length;
}

/** Where the joined text is over, and from its first character beyond plain ASCII on, all rank alike. */
function rankOf(text: string, from: number, end: string): number {
  let rank = 0;
  let isOver = false;
  for (let index = from; index < from + RANKED; index++) {
    const code = index < text.length ? text.charCodeAt(index) : end.charCodeAt(index - text.length);
    const digit: number = isOver || Number.isNaN(code) ? 0 : Math.min(code + 1, ASCII - 1);
    isOver ||= digit === 0 || digit === ASCII - 1;
    rank = rank * ASCII + digit;
  }
  return rank;
}
