import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, sortByText } from '#lib/proxy-filter/sort-by-text.ts';

const parts = { text: ([text]: readonly [string, string]) => text, end: ([, end]: readonly [string, string]) => end };

describe('sortByText()', () => {
  it('sorts addresses with ports by byte, as kube-proxy does', () => {
    const items = ['10.0.0.9', '10.0.0.1', '10.0.0.10', '10.0.0.100'].map((ip) => [ip, ':80'] as const);
    expect(sortByText(items, parts).map((item) => item.join(''))).toEqual([
      '10.0.0.100:80',
      '10.0.0.10:80',
      '10.0.0.1:80',
      '10.0.0.9:80',
    ]);
  });

  it('keeps equal ones in their order', () => {
    const items = [
      ['a', '', 1],
      ['a', '', 2],
    ] as const;
    expect(sortByText(items.toReversed(), { text: ([text]) => text, end: ([, end]) => end })).toEqual(
      items.toReversed(),
    );
  });

  it('sorts whatever texts as comparing them whole does, and leaves the input alone', () => {
    const character = fc.constantFrom('0', '1', '9', '.', ':', ']', 'a', 'f', '\u0000', '\u007e', '\u007f', 'é', '中');
    const text = fc.string({ unit: character, maxLength: 12 });
    const many = fc.array(fc.tuple(text, text), { maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 3 }), many, (prefix, rows) => {
        const items = Object.freeze(rows.map(([left, right]) => Object.freeze([prefix + left, right] as const)));
        const want = items.map((item) => item.join('')).sort(compareTexts);
        expect(sortByText(items, parts).map((item) => item.join(''))).toEqual(want);
      }),
      { numRuns: 300 },
    );
  });
});
