import type { TrafficPrice } from '#lib/model/traffic-price.ts';

const GIB = 2 ** 30;

export interface CrossingCost {
  /** Of the bytes of a month, those that cross zones. */
  readonly crossingGiB: number;
  readonly leaving: number;
  readonly entering: number;
  /** Leaving and entering together, in the unit of the price. */
  readonly total: number;
}

/**
 * What the crossing part (0..1) of a month's bytes costs. Whichever way a byte crosses it leaves one zone and enters
 * another, so that requests and answers need not be told apart.
 */
export function crossingCost(crossing: number, bytes: number, price: TrafficPrice): CrossingCost {
  const crossingGiB = (crossing * bytes) / GIB;
  const leaving = crossingGiB * price.leaving;
  const entering = crossingGiB * price.entering;
  return { crossingGiB, leaving, entering, total: leaving + entering };
}
