import { expect, test } from 'vitest';
import { formatNumber, formatPercent } from '#lib/messages/format-number.ts';

const PERCENT_CASES: readonly { name: string; fraction: number; want: string }[] = [
  { name: 'a fraction reads as whole percent', fraction: 0.456, want: '46\u00a0%' },
  { name: 'nothing is 0 %', fraction: 0, want: '0\u00a0%' },
  { name: 'all is 100 %', fraction: 1, want: '100\u00a0%' },
  { name: 'almost all is not all', fraction: 0.9999, want: '>\u00a099\u00a0%' },
  { name: 'hardly any is not none', fraction: 0.0004, want: '<\u00a01\u00a0%' },
];

test.each(PERCENT_CASES)('$name', ({ fraction, want }) => {
  expect(formatPercent(fraction, 'en')).toBe(want);
});

test('Chinese sets no blank before the percent sign', () => {
  expect(formatPercent(0.5, 'zh')).toBe('50%');
});

test('thousands are grouped and factors keep two decimals', () => {
  expect(formatNumber(10_000, 'en')).toBe('10,000');
  expect(formatNumber(1.0166, 'en')).toBe('1.02');
});
