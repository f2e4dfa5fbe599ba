import { describe, expect, it } from 'vitest';
import { formatBytes, formatPrice, parseBytes, parsePrice } from '#lib/scenario/cost-grammar.ts';

describe('parseBytes', () => {
  const cases = [
    { text: '1', bytes: 1, written: '1' },
    { text: '1000', bytes: 1000, written: '1000' },
    { text: '500Gi', bytes: 500 * 2 ** 30, written: '500Gi' },
    { text: '2.5Ti', bytes: 2.5 * 2 ** 40, written: '2560Gi' },
    { text: '1T', bytes: 1e12, written: '976562500Ki' },
  ];
  for (const { text, bytes, written } of cases) {
    it(`reads ${text}`, () => {
      expect(parseBytes(text)).toBe(bytes);
      expect(formatBytes(bytes)).toBe(written);
      expect(parseBytes(written)).toBe(bytes);
    });
  }
  for (const text of ['', '0', '-1Gi', 'Gi', '1 Gi', '1e99', '1GiB', '99999999Pi', 'NaN']) {
    it(`refuses "${text}"`, () => expect(parseBytes(text)).toBeUndefined());
  }
});

describe('parsePrice', () => {
  it('takes one price for each of the two directions', () => {
    expect(parsePrice('0.01')).toEqual({ leaving: 0.01, entering: 0.01 });
    expect(formatPrice({ leaving: 0.01, entering: 0.01 })).toBe('0.01');
  });
  it('takes a price for each direction', () => {
    expect(parsePrice('0.01/0')).toEqual({ leaving: 0.01, entering: 0 });
    expect(formatPrice({ leaving: 0.01, entering: 0 })).toBe('0.01/0');
  });
  for (const text of ['', '-1', '1/2/3', 'a', '1/', '1e3', '$1', '12345678']) {
    it(`refuses "${text}"`, () => expect(parsePrice(text)).toBeUndefined());
  }
});
