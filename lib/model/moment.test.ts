import { expect, test } from 'vitest';
import { formatMoment, parseMoment } from '#lib/model/moment.ts';

test('a moment is read as it is written', () => {
  expect(formatMoment(parseMoment('2026-03-01T12:00:00.250Z') ?? 0)).toBe('2026-03-01T12:00:00.250Z');
  expect(parseMoment('2026-03-01T13:00:00+01:00')).toBe(Date.UTC(2026, 2, 1, 12));
});

test.each(['', 'yesterday', '1700000000000', '2026-03-01', '2026-03-01T12:00:00', '2026-13-01T12:00:00Z'])(
  '"%s" is no moment',
  (text) => {
    expect(parseMoment(text)).toBeUndefined();
  },
);
