import { expect, test } from 'vitest';
import { reconnectDelay } from '#lib/live/reconnect-delay.ts';

test('fault 27: the delay doubles from half a second to 10 s, and chance takes off up to half', () => {
  const attempts = [1, 2, 3, 4, 5, 6, 7, 100];
  expect(attempts.map((attempt) => reconnectDelay(attempt, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000,
  ]);
  expect(attempts.map((attempt) => reconnectDelay(attempt, 0))).toEqual([
    250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000,
  ]);
});
