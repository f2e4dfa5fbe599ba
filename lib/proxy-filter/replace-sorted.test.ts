import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replaceSorted } from '#lib/proxy-filter/replace-sorted.ts';

const compare = (left: number, right: number) => left - right;
const inOrder = (numbers: readonly number[]) => numbers.toSorted(compare);

describe('replaceSorted()', () => {
  it('is sorting what is left with what comes, for whatever goes and comes', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(distinct, fc.array(fc.boolean()), distinct, (numbers, goes, coming) => {
        const sorted = inOrder(numbers);
        const dropped = sorted.filter((_, index) => goes[index] === true);
        const kept = sorted.filter((_, index) => goes[index] !== true);
        const added = inOrder(coming.filter((number) => !kept.includes(number)));
        expect(replaceSorted(sorted, { dropped, added }, compare)).toEqual(inOrder([...kept, ...added]));
      }),
    );
  });

  it.each([
    ['the first', [1], [1, 3, 5]],
    ['one in the middle', [3], [1, 3, 5]],
    ['the last', [5], [1, 3, 5]],
    ['another that comes, before all', [0, 0], [1]],
    ['another that comes, behind all', [2, 2], [1]],
    ['another that comes, in an empty list', [2, 2], []],
  ])('gives up where one equals %s', (_name, added, sorted) => {
    expect(replaceSorted(sorted, { dropped: [], added }, compare)).toBeUndefined();
  });

  it('lets one take the place of its equal that goes', () => {
    const [old, next] = [{ key: 2 }, { key: 2 }];
    const sorted = [{ key: 1 }, old, { key: 3 }];
    const replaced = replaceSorted(sorted, { dropped: [old], added: [next] }, (left, right) => left.key - right.key);
    expect(replaced?.[1]).toBe(next);
    expect(replaced).toHaveLength(3);
  });
});
