export interface Taken {
  /** How often each number was taken. */
  readonly times: readonly number[];
  /** True where the last to be taken was as large as one that was not. */
  readonly tied: boolean;
}

/**
 * Takes the largest number and lowers it by one, `count` times; of equals the first. The same as doing so one by one,
 * in steps that do not grow with `count`: every value above some whole level is taken whatever the order, and below it
 * each number has at most one more value to offer.
 */
export function takeLargest(numbers: readonly number[], count: number): Taken {
  const level = lowestLevel(numbers, count);
  const times = numbers.map((number) => valuesAbove(number, level));
  const missing = count - sum(times);
  const order = numbers.map((_, index) => index).sort((left, right) => leftOf(right) - leftOf(left) || left - right);
  for (const index of order.slice(0, missing)) times[index] = (times[index] ?? 0) + 1;
  const last = order[missing - 1];
  const next = order[missing];
  return { times, tied: last !== undefined && next !== undefined && leftOf(last) === leftOf(next) };

  function leftOf(index: number): number {
    return (numbers[index] ?? 0) - valuesAbove(numbers[index] ?? 0, level);
  }
}

/** The lowest whole level above which there are no more than `count` values. */
function lowestLevel(numbers: readonly number[], count: number): number {
  let low = 0;
  let high = Math.ceil(Math.max(0, ...numbers));
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sum(numbers.map((number) => valuesAbove(number, middle))) <= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of number, number - 1, number - 2 … are above `level`. */
function valuesAbove(number: number, level: number): number {
  return Math.max(0, Math.ceil(number - level));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
