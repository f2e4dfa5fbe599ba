/** Choices that a seed decides: the same seed makes the same situation on every machine. */
export interface Choices {
  /** An integer from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  readonly oneOf: <T>(...values: readonly [T, ...T[]]) => T;
  /** True so many times in a hundred. */
  readonly percent: (share: number) => boolean;
}

export function choicesOf(seed: number): Choices {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to spread some choices.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    oneOf: (...values) => values[integer(0, values.length - 1)] ?? values[0],
    percent: (share) => next() * 100 < share,
  };
}
