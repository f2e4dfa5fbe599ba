import { expect, it } from 'vitest';
import { humanDuration } from '#lib/demo/api-server/human-duration.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [-5 * SECOND, '<invalid>'],
  [-SECOND, '0s'],
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [3 * MINUTE + 2 * SECOND, '3m2s'],
  [10 * MINUTE, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR, '3h'],
  [5 * HOUR + 7 * MINUTE, '5h7m'],
  [9 * HOUR + 59 * MINUTE, '9h'],
  [47 * HOUR, '47h'],
  [2 * DAY + 5 * HOUR, '2d5h'],
  [9 * DAY + 5 * HOUR, '9d'],
  [731 * DAY, '2y1d'],
  [9 * 365 * DAY, '9y'],
])('%i ms is %s', (millis, want) => {
  expect(humanDuration(millis)).toBe(want);
});
