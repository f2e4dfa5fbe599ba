import { expect, it } from 'vitest';
import { crossingCost } from '#lib/diagnose/crossing-cost.ts';

it('charges what crosses once where it leaves and once where it enters', () => {
  expect(crossingCost(0.25, 400 * 2 ** 30, { leaving: 0.01, entering: 0.02 })).toEqual({
    crossingGiB: 100,
    leaving: 1,
    entering: 2,
    total: 3,
  });
});

it('costs nothing where nothing crosses', () => {
  expect(crossingCost(0, 2 ** 40, { leaving: 1, entering: 1 }).total).toBe(0);
});
