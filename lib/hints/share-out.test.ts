import { describe, expect, test } from 'vitest';
import { shareOut } from '#lib/hints/share-out.ts';

/** Own zones as a word, 'aab'; desired numbers by zone; kept hints by zone. */
function shared(own: string, desired: Readonly<Record<string, number>>, kept: Readonly<Record<string, number>> = {}) {
  const zones = [...new Set(own)];
  const shares = shareOut(
    {
      zones,
      zoneOf: Uint16Array.from(own, (zone) => zones.indexOf(zone)),
      endpointsIn: zones.map((zone) => own.split(zone).length - 1),
      zoneless: undefined,
    },
    new Map(Object.entries(desired).map(([zone, number]) => [zone, { minimum: 0, maximum: 0, desired: number }])),
    new Map(Object.entries(kept)),
  );
  return {
    hints: [...shares.hintOf].map((number) => shares.zones[number]).join(''),
    counts: Object.fromEntries(shares.hintsByZone),
    oneOfSeveral: shares.oneOfSeveral,
    countsOneOfSeveral: shares.countsOneOfSeveral,
  };
}

const CERTAIN = { oneOfSeveral: false, countsOneOfSeveral: false };

test('everybody stays home when that suits', () => {
  expect(shared('abab', { a: 2, b: 2 })).toEqual({ hints: 'abab', counts: { a: 2, b: 2 }, ...CERTAIN });
});

test('the first endpoints of a giving zone move', () => {
  expect(shared('baaa', { a: 2, b: 2 })).toEqual({ hints: 'bbaa', counts: { b: 2, a: 2 }, ...CERTAIN });
});

test('each giving zone hands over its own number and no more, whoever comes first', () => {
  expect(shared('aaaabbbb', { a: 3, b: 3, c: 2 }).hints).toBe('caaacbbb');
});

test('a zone without endpoints of its own receives', () => {
  expect(shared('aaaa', { a: 2, b: 2 })).toEqual({ hints: 'bbaa', counts: { a: 2, b: 2 }, ...CERTAIN });
});

test('a zone without allocation keeps its endpoints', () => {
  expect(shared('aazz', { a: 1, b: 1 })).toEqual({ hints: 'bazz', counts: { a: 1, z: 2, b: 1 }, ...CERTAIN });
});

describe('several receivers', () => {
  test('are served by name, and the assignment is one of several while the counts are certain', () => {
    expect(shared('aaa', { a: 1, c: 1, b: 1 })).toEqual({
      hints: 'bca',
      counts: { a: 1, b: 1, c: 1 },
      oneOfSeveral: true,
      countsOneOfSeveral: false,
    });
  });

  test('that lack as much make the counts uncertain', () => {
    expect(shared('aac', { a: 1, b: 0.75, c: 1.75 })).toEqual({
      hints: 'bac',
      counts: { a: 1, b: 1, c: 1 },
      oneOfSeveral: true,
      countsOneOfSeveral: true,
    });
  });
});

describe('kept hints', () => {
  test('count', () => {
    expect(shared('ab', { a: 2, b: 2 }, { a: 1, b: 1 })).toEqual({ hints: 'ab', counts: { a: 2, b: 2 }, ...CERTAIN });
  });

  test('may leave a giving zone with too few endpoints to move', () => {
    expect(shared('a', { a: 2, b: 3 }, { a: 4 })).toEqual({ hints: 'b', counts: { a: 4, b: 1 }, ...CERTAIN });
  });

  test('and then make the counts uncertain where two zones compete', () => {
    expect(shared('a', { a: 1, b: 1, c: 1 }, { a: 2 })).toEqual({
      hints: 'b',
      counts: { a: 2, b: 1, c: 0 },
      oneOfSeveral: true,
      countsOneOfSeveral: true,
    });
  });
});
