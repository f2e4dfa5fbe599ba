/** A number in [0, 1), as `Math.random` gives it; tests hand in a seeded one. */
export type Random = () => number;

/** The letters of generated names: no vowels, no 0, 1, 3 (apimachinery util/rand). */
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
/** `generateName` is cut so that the suffix fits into 63 characters (apiserver storage/names). */
const LONGEST_BASE = 58;

/** `coredns-558bd4d5db-` to `coredns-558bd4d5db-pxphb`, as `SimpleNameGenerator` does. */
export function generatedName(base: string, random: Random): string {
  return base.slice(0, LONGEST_BASE) + randomSuffix(random);
}

export function randomSuffix(random: Random): string {
  return Array.from(
    { length: SUFFIX_LENGTH },
    () => SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)] ?? 'b',
  ).join('');
}

/** A version 4 uuid; `prefix` fixes how it begins (hexadecimal digits, at most eight). */
export function randomUid(random: Random, prefix = ''): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  const hex = prefix + digits.slice(prefix.length);
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** Encodes a hash the way names do (`SafeEncodeString`): each digit becomes a letter of the suffix alphabet. */
export function safeEncode(text: string): string {
  return [...text].map((char) => SUFFIX_LETTERS[char.charCodeAt(0) % SUFFIX_LETTERS.length] ?? 'b').join('');
}

/** A small seeded generator (mulberry32), so that a world is the same at every start and in every test. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
