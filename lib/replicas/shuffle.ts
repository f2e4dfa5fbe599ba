/** A number from 0 (inclusive) to 1 (exclusive), as `Math.random` gives it. */
export type Random = () => number;

/** A repeatable source for samples, so that the same question has the same answer (a linear congruential generator). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The items in a random order (Fisher and Yates); the list itself stays as it is. */
export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    const [left, right] = [result[last], result[chosen]];
    if (left !== undefined && right !== undefined) [result[last], result[chosen]] = [right, left];
  }
  return result;
}
