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

  it('asks no whole text of many that differ within a few characters behind what all begin with', () => {
    const { sorted, asked } = sortNotingWhole(addressesIn('10.244.128.'));
    expect(sorted.slice(0, 3)).toEqual(['10.244.128.0:8080', '10.244.128.10:8080', '10.244.128.11:8080']);
    expect(asked).toEqual([]);
  });

  it('asks only those of many for their whole texts that are alike that far', () => {
    const alike = ['10.244.128.1000001:8080', '10.244.128.1000000:8080', '10.244.128.10000001:8080'];
    const { sorted, asked } = sortNotingWhole([...addressesIn('10.244.128.'), ...alike]);
    expect(sorted.filter((address) => alike.includes(address))).toEqual([
      '10.244.128.10000001:8080',
      '10.244.128.1000000:8080',
      '10.244.128.1000001:8080',
    ]);
    expect(asked).toEqual(['10.244.128.10000001:8080', '10.244.128.1000000:8080']);
  });

  it('asks each of a few for its whole text', () => {
    const few = addressesIn('10.244.128.').slice(0, 3);
    const { sorted, asked } = sortNotingWhole(few.toReversed());
    expect(sorted).toEqual(few);
    expect(asked).toEqual(few);
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

describe('compareTexts()', () => {
  it.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
  ])('of %s and %s is %i', (left, right, want) => {
    expect(compareTexts(left, right)).toBe(want);
  });
});

function addressesIn(prefix: string): readonly string[] {
  return Array.from({ length: 60 }, (_, host) => `${prefix}${host}:8080`);
}

/** Sorts addresses with ports, and notes which of them were asked for their whole text, in byte order. */
function sortNotingWhole(items: readonly string[]) {
  const asked = new Set<string>();
  const sorted = sortByText(items, {
    text: (item) => item.slice(0, item.indexOf(':')),
    end: (item) => item.slice(item.indexOf(':')),
    whole: (item) => {
      asked.add(item);
      return item;
    },
  });
  return { sorted, asked: [...asked].sort(compareTexts) };
}
