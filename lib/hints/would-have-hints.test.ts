import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { nodesIn, sliceOf, TUTORIAL_NODES } from '#lib/hints/fixtures/small-cluster.ts';
import { wouldHaveHints } from '#lib/hints/would-have-hints.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const RULES = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

test('the strip over replica counts of the walk-through: at 3 and from 5 on there are hints', () => {
  const ratios = cpuRatios(TUTORIAL_NODES, RULES);
  const withHints = [1, 2, 3, 4, 5, 6, 7, 8].filter((count) => wouldHaveHints(new Map([['a', count]]), ratios).hints);
  expect(withHints).toEqual([3, 5, 6, 7, 8]);
});

describe('the decision', () => {
  const ratios = cpuRatios(nodesIn('a b'), RULES);

  test('hints, with their counts', () => {
    expect(wouldHaveHints(new Map([['a', 4]]), ratios)).toEqual({
      hints: true,
      decision: { reason: 'hinted-by-cpu-share', values: { zones: 2 } },
      hintsByZone: new Map([
        ['a', 2],
        ['b', 2],
      ]),
      countsOneOfSeveral: false,
    });
  });

  test('endpoints without zone count first and forbid hints then', () => {
    expect(
      wouldHaveHints(
        new Map([
          ['a', 1],
          ['', 1],
        ]),
        ratios,
      ),
    ).toEqual({
      hints: false,
      decision: { reason: 'endpoint-without-zone', values: { endpoints: 1 } },
      hintsByZone: new Map(),
      countsOneOfSeveral: false,
    });
  });

  test('too few', () => {
    expect(wouldHaveHints(new Map([['a', 1]]), ratios)).toMatchObject({
      hints: false,
      decision: { reason: 'fewer-endpoints-than-zones' },
      countsOneOfSeveral: false,
    });
  });

  test('a tie is told', () => {
    const three = cpuRatios(nodesIn('a a b c'), RULES);
    expect(wouldHaveHints(new Map([['a', 5]]), three).countsOneOfSeveral).toBe(
      addHints({ toCreate: [sliceOf('s', 'a a a a a')], toUpdate: [], unchanged: [] }, { ratios: three, rules: RULES })
        .countsOneOfSeveral,
    );
  });
});

test('counts alone tell what AddHints does with the endpoints themselves', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'z', 'xa', '-'), { maxLength: 12 });
  const zones = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, zones, (sketch, nodeZones) => {
      const ratios = cpuRatios(nodesIn(nodeZones.join(' ')), RULES);
      const countByZone = new Map<string, number>();
      for (const word of sketch.filter((one) => one !== 'xa')) {
        const zone = word === '-' ? '' : word;
        countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
      }
      const forecast = wouldHaveHints(countByZone, ratios);
      const partition = { toCreate: [sliceOf('s', sketch.join(' '))], toUpdate: [], unchanged: [] };
      const result = addHints(partition, { ratios, rules: RULES });
      expect(forecast.decision.reason).toBe(result.decision.reason);
      expect(forecast.hints).toBe(result.hintsByZone !== undefined);
      expect(forecast.hintsByZone).toEqual(result.hintsByZone ?? new Map());
      expect(forecast.countsOneOfSeveral).toBe(result.countsOneOfSeveral);
    }),
    { numRuns: 300 },
  );
});
