/** Powers of ten (decimal) and of two (binary) by a quantity's suffix; apimachinery/pkg/api/resource/suffix.go. */
const DECIMAL_EXPONENT_BY_SUFFIX: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_SHIFT_BY_SUFFIX: ReadonlyMap<string, bigint> = new Map([
  ['Ki', 10n],
  ['Mi', 20n],
  ['Gi', 30n],
  ['Ti', 40n],
  ['Pi', 50n],
  ['Ei', 60n],
]);
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/;
const NANO_DIGITS = 9;

/**
 * A Kubernetes quantity ("3920m", "0.5", "1e1", "2k", "16Gi") in units of 10^-9, rounded up (away from zero),
 * as `resource.ParseQuantity` rounds when it reads one. Exact up to 2^53 nano (nine million CPUs).
 *
 * @throws RangeError when the text is no quantity.
 */
export function parseNano(quantity: string): number {
  return Number(parseNanoBigInt(quantity));
}

/** The same in whole units (bytes, pods), rounded up. */
export function parseUnits(quantity: string): number {
  return Number(divideUp(parseNanoBigInt(quantity), 1_000_000_000n));
}

/** `Quantity.MilliValue` of a sum of nano values: rounded up. */
export function milliOfNano(nano: number): number {
  return Math.ceil(nano / 1_000_000);
}

function parseNanoBigInt(quantity: string): bigint {
  const match = QUANTITY.exec(quantity);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') {
    throw new RangeError(`Cannot read quantity: "${quantity}" is not a Kubernetes quantity such as 500m, 2 or 16Gi`);
  }
  const shift = BINARY_SHIFT_BY_SUFFIX.get(match[5] ?? '');
  const exponent =
    match[4] === undefined ? (DECIMAL_EXPONENT_BY_SUFFIX.get(match[5] ?? '') ?? 0) : Number(match[4].slice(1));
  const digits = BigInt(whole + fraction) << (shift ?? 0n);
  const power = exponent - fraction.length + NANO_DIGITS;
  const magnitude = power >= 0 ? digits * 10n ** BigInt(power) : divideUp(digits, 10n ** BigInt(-power));
  return match[1] === '-' ? -magnitude : magnitude;
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return quotient * divisor < dividend ? quotient + 1n : quotient;
}
