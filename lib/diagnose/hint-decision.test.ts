import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintComparison } from '#lib/diagnose/hint-comparison.ts';
import { hintDecision } from '#lib/diagnose/hint-decision.ts';
import { questionOf } from '#lib/diagnose/hint-question.test-support.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { wouldHaveHints } from '#lib/hints/would-have-hints.ts';
import { contextOf, type TutorialOptions, testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const OPTIONS: readonly TutorialOptions[] = [
  {},
  { annotated: false },
  { labelled: false },
  { pods: ['hfbmj'] },
  { pods: ['hfbmj', 'pxphb', 'hswkq'] },
  { pods: [] },
  { version: 'v1.37.2' },
  { version: 'v1.26.0' },
];

describe('hintDecision', () => {
  for (const options of OPTIONS) {
    it(`says from counts alone what a whole sync says, for ${JSON.stringify(options)}`, () => {
      const question = questionOf(options);
      expect(hintDecision(question).reason).toBe(hintComparison(question).decision.reason);
    });
  }

  it('says of slices that somebody else writes that the controller leaves them alone', () => {
    const { service } = tutorial();
    const { selector: _, ...bare } = service;
    const question = questionOf({}, { service: bare });
    expect(hintDecision(question).reason).toBe('service-without-selector');
    expect(hintComparison(question).differs).toBe(false);
  });

  it('hangs on how many endpoints there are and how many have no zone, and not on where they are', () => {
    const zone = fc.constantFrom('a', 'b', 'c', 'd', '');
    const cpus = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(cpus, fc.array(zone, { maxLength: 20 }), (given, endpoints) => {
        const nodes = given.map((cpu, index) => testNode({ name: `n${index}`, zone: 'abcd'[index] ?? '', cpu }));
        const ratios = cpuRatios(nodes, contextOf(nodes, 'v1.31.14').controllerRules);
        const counts = new Map<string, number>();
        for (const name of endpoints) counts.set(name, (counts.get(name) ?? 0) + 1);
        const zoneless = counts.get('') ?? 0;
        const moved = new Map([['d', endpoints.length - zoneless]]);
        if (zoneless > 0) moved.set('', zoneless);
        expect(wouldHaveHints(moved, ratios).decision).toEqual(wouldHaveHints(counts, ratios).decision);
      }),
    );
  });
});
