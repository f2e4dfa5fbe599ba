import { describe, expect, it } from 'vitest';
import { hintComparison } from '#lib/diagnose/hint-comparison.ts';
import { hintDecision } from '#lib/diagnose/hint-decision.ts';
import { questionOf } from '#lib/diagnose/hint-question.test-support.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

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
});
