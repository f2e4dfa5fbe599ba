import { describe, expect, test } from 'vitest';
import { allocations } from '#lib/hints/allocations.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { nodeOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const RULES = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

/** Zones a, b, c … with so many CPUs each. */
function ratiosOf(...cpus: readonly number[]) {
  return cpuRatios(
    cpus.map((cpu, index) => nodeOf(`n${index}`, { zone: 'abcdef'[index] ?? '', cpu: `${cpu}` })),
    RULES,
  );
}

function allocated(endpoints: number, ...cpus: readonly number[]) {
  const result = allocations(endpoints, ratiosOf(...cpus));
  return result.possible ? Object.fromEntries(result.allocationByZone) : result.decision;
}

test('each zone must have its share over 1.2, rounded up, and may have the slack on top', () => {
  expect(allocated(10, 4, 6)).toEqual({
    a: { minimum: 4, maximum: 5, desired: 4 },
    b: { minimum: 5, maximum: 6, desired: 6 },
  });
});

test('a zone never desires less than it must have', () => {
  expect(allocated(5, 1, 9)).toEqual({
    a: { minimum: 1, maximum: 1, desired: 1 },
    b: { minimum: 4, maximum: 4, desired: 4.5 },
  });
});

describe('impossible', () => {
  test('more zones than endpoints', () => {
    expect(allocated(1, 4, 4)).toEqual({
      reason: 'fewer-endpoints-than-zones',
      values: { endpoints: 1, zones: 2 },
    });
  });

  test('as many endpoints as zones may do', () => {
    expect(allocated(2, 4, 4)).toEqual({
      a: { minimum: 1, maximum: 1, desired: 1 },
      b: { minimum: 1, maximum: 1, desired: 1 },
    });
  });

  test('minima that add up to more than there is', () => {
    expect(allocated(4, 4, 8)).toEqual({ reason: 'overload-threshold', values: { endpoints: 4, zones: 2 } });
  });

  test('no shares: their own reason', () => {
    expect(allocated(4, 4)).toEqual({ reason: 'one-zone-only', values: { zone: 'a' } });
  });
});

test('the product is taken in Go’s order: ratio by endpoints first, or minima at multiples of 1.2 come out wrong', () => {
  // 4.8 × (1/1.2) is just above 4 in this order, and 4 in any other; a fifth over 1.2, times 18, is just above 3.
  expect(allocated(24, 1, 4)).toMatchObject({ a: { minimum: 5 }, b: { minimum: 17 } });
  expect(allocated(18, 1, 4)).toMatchObject({ a: { minimum: 3 }, b: { minimum: 12 } });
});
