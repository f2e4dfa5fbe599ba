import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flipCounts } from '#lib/diagnose/flip-counts.ts';
import { allocations } from '#lib/hints/allocations.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { contextOf, testNode } from '#lib/scenario/tutorial.test-support.ts';

const VERSION = 'v1.31.14';

/** Zones of so many CPUs, one node each. */
function ratiosOf(cpus: readonly number[]) {
  const nodes = cpus.map((cpu, index) => testNode({ name: `n${index}`, zone: `z${index}`, cpu, version: VERSION }));
  return cpuRatios(nodes, contextOf(nodes, VERSION).controllerRules);
}

describe('flipCounts', () => {
  const cases = [
    {
      name: 'three equal zones at 11, the count of 4, 4 and 3',
      cpus: [1, 1, 1],
      endpoints: 11,
      want: { fewer: 10, more: 12 },
    },
    { name: 'three equal zones at 12: only fewer turns them off', cpus: [1, 1, 1], endpoints: 12, want: { fewer: 11 } },
    { name: 'three equal zones at 6', cpus: [1, 1, 1], endpoints: 6, want: { fewer: 5, more: 8 } },
    { name: 'two equal zones at 1', cpus: [1, 1], endpoints: 1, want: { more: 2 } },
    { name: 'two equal zones at 100', cpus: [1, 1], endpoints: 100, want: { fewer: 5 } },
    { name: 'one zone, where no count brings hints', cpus: [1], endpoints: 4, want: {} },
  ];
  for (const { name, cpus, endpoints, want } of cases) {
    it(name, () => expect(flipCounts(endpoints, ratiosOf(cpus))).toEqual(want));
  }

  it('never misses a nearer flip, and names none that is none', () => {
    const cpus = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cpus, fc.nat(80), (given, endpoints) => {
        const ratios = ratiosOf(given);
        const possible = (count: number) => allocations(count, ratios).possible;
        const { fewer, more } = flipCounts(endpoints, ratios);
        const differs = (count: number) => possible(count) !== possible(endpoints);
        const below = Array.from({ length: endpoints }, (_, index) => endpoints - 1 - index).find(differs);
        const above = Array.from({ length: 200 }, (_, index) => endpoints + 1 + index).find(differs);
        expect({ fewer, more }).toEqual({ fewer: below, more: above });
      }),
    );
  });
});
