import { describe, expect, it } from 'vitest';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import type { TutorialOptions } from '#lib/scenario/tutorial.test-support.ts';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { comparedVersion, compareView } from '#lib/view/compare-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

function viewOf(options: TutorialOptions = {}, url: Partial<UrlState> = {}) {
  const asked = ask(options, url);
  return runSteps(compareView(asked.answer, asked.url));
}

describe('compareView', () => {
  it('marks the mode of now, and the modes that the version lacks', () => {
    const { modes } = viewOf();
    expect(modes.map(({ mode, current, available }) => [mode, current, available])).toEqual([
      ['off', false, true],
      ['Auto', true, true],
      ['PreferSameZone', false, false],
      ['PreferSameNode', false, false],
      ['Local', false, false],
    ]);
  });

  it('says what the loss of the worst zone does', () => {
    const [off] = viewOf().modes;
    expect(off?.loss).toEqual({ key: 'compare.loss', values: { zone: 'a', load: 1, share: 1 } });
    const alone = viewOf({ pods: ['hfbmj'] }).modes[0];
    expect(alone?.loss).toEqual({ key: 'compare.loss-none', values: { zone: 'a' } });
    expect(alone?.notes).toEqual([{ key: 'compare.uncovered', values: { zones: 'b', count: 1 } }]);
  });

  it('starts from the what-if that is on', () => {
    const { modes, flips } = viewOf({}, { whatIf: [{ kind: 'replicas', replicas: 3 }] });
    expect(modes.find(({ current }) => current)).toMatchObject({ mode: 'Auto', verdict: 'off' });
    expect(flips?.hints).toBe(false);
  });

  it('has no distance for a Service that asks for nothing', () => {
    expect(viewOf({ annotated: false }).flips).toBeUndefined();
  });

  it('compares with the version of the URL, else with the next one, and at the newest with the one before', () => {
    expect(comparedVersion(ask().answer, {})).toBe('1.22');
    expect(comparedVersion(ask({ version: 'v1.37.2' }).answer, {})).toBe('1.36');
    expect(viewOf({}, { upgrade: '1.30' }).version.version).toBe('1.30');
  });

  it('lets each endpoint stand for a pod where the pods are not known', () => {
    const answer = answerService({ ...snapshotOf(), pods: [] }, DEFAULT_URL_STATE);
    const view = runSteps(compareView(answer, DEFAULT_URL_STATE));
    expect(view.assumption?.key).toBe('compare.stand-ins');
    const known = viewOf();
    expect(view.modes).toEqual(known.modes);
  });
});
