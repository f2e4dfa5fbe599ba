import { describe, expect, it } from 'vitest';
import { seededRandom, shuffled } from '#lib/replicas/shuffle.ts';

const ITEMS = Array.from({ length: 20 }, (_, index) => index);

describe('shuffled', () => {
  it('keeps every item and leaves the list as it is', () => {
    const items = [...ITEMS];
    const result = shuffled(items, seededRandom(7));
    expect(items).toEqual(ITEMS);
    expect(result).not.toEqual(ITEMS);
    expect(result.toSorted((left, right) => left - right)).toEqual(ITEMS);
  });

  it('is the same for the same seed and another one for another', () => {
    expect(shuffled(ITEMS, seededRandom(7))).toEqual(shuffled(ITEMS, seededRandom(7)));
    expect(shuffled(ITEMS, seededRandom(7))).not.toEqual(shuffled(ITEMS, seededRandom(8)));
  });

  it('gives every item a chance at every place', () => {
    const random = seededRandom(1);
    const firsts = new Set(Array.from({ length: 200 }, () => shuffled([1, 2, 3, 4], random)[0]));
    expect(firsts.size).toBe(4);
  });
});
