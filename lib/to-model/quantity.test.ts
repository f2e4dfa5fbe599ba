import { describe, expect, it } from 'vitest';
import { optionalNano, optionalUnits } from '#lib/to-model/quantity.ts';

describe('optionalNano', () => {
  it.each<readonly [unknown, number | undefined]>([
    ['100m', 100_000_000],
    ['2', 2_000_000_000],
    [2, 2_000_000_000],
    [0.5, 500_000_000],
    ['0', 0],
    ['1n', 1],
    ['100p', undefined],
    ['', undefined],
    ['many', undefined],
    [null, undefined],
    [undefined, undefined],
    [true, undefined],
    [{}, undefined],
  ])('reads %j as %s', (value, want) => {
    expect(optionalNano(value)).toBe(want);
  });
});

describe('optionalUnits', () => {
  it.each<readonly [unknown, number | undefined]>([
    ['16Gi', 16 * 2 ** 30],
    ['70Mi', 70 * 2 ** 20],
    ['128974848', 128_974_848],
    ['129e6', 129_000_000],
    ['1500m', 2],
    [110, 110],
    ['ten', undefined],
  ])('reads %j as %s', (value, want) => {
    expect(optionalUnits(value)).toBe(want);
  });
});
