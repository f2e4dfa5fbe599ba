const FIRST_MILLIS = 500;
const LAST_MILLIS = 10_000;

/**
 * How long to wait before the `attempt`th try (from 1): doubling from 0.5 s to 10 s, of which a random half is taken
 * off, so that the pages of a restarted server do not come back in step and yet all are back within 10 s.
 */
export function reconnectDelay(attempt: number, random: number): number {
  const whole = Math.min(LAST_MILLIS, FIRST_MILLIS * 2 ** Math.min(attempt - 1, 10));
  return whole * (0.5 + random / 2);
}
