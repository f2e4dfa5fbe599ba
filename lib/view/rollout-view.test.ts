import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { rolloutView } from '#lib/view/rollout-view.ts';

function viewOf(step: number) {
  const whatIf: readonly Change[] = [{ kind: 'rollout', surge: 1, unavailable: 1, step }];
  return rolloutView(ask({ version: 'v1.37.2' }, { whatIf }).answer, whatIf);
}

describe('rolloutView', () => {
  it('counts what serves, starts and ends at the step that is shown', () => {
    expect(viewOf(1)).toMatchObject({ step: 1, ready: 3, surging: 2, terminating: 1 });
  });

  it('takes a step beyond the last for the last', () => {
    const view = viewOf(500);
    expect(view?.step).toBe(view?.last);
    expect(view).toMatchObject({ ready: 4, surging: 0, terminating: 0 });
  });

  it('names the worst moment of each zone', () => {
    const worst = viewOf(1)?.worst ?? [];
    expect(worst.map(({ zone }) => zone)).toEqual(['a', 'b']);
    expect(Math.min(...worst.map(({ ready }) => ready))).toBe(1);
    expect(worst.every(({ ready }) => ready <= 2)).toBe(true);
  });

  it('is absent without a rollout', () => {
    expect(rolloutView(ask().answer, [])).toBeUndefined();
  });
});
