import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { whatIfView } from '#lib/view/what-if-view.ts';

const to = (replicas: number): readonly Change[] => [{ kind: 'replicas', replicas }];

describe('whatIfView', () => {
  it('shows the slider at the replicas of now, and the strip', () => {
    const { answer, url } = ask();
    const view = whatIfView(answer, url);
    expect(view).toMatchObject({
      workload: 'Deployment/coredns',
      replicas: { value: 4 },
      active: false,
      outcome: [],
      assumptions: [],
    });
    expect(view.strip.filter(({ hints }) => !hints).map(({ replicas }) => replicas)).toEqual([1, 3, 5]);
  });

  it('names the pods that go and the numbers that change', () => {
    const { answer, url } = ask({}, { whatIf: to(1) });
    const view = whatIfView(answer, url);
    expect(view.replicas).toEqual({ value: 1, live: 4 });
    expect(view.outcome.map(({ key, values }) => [key, values?.['count']])).toEqual([['outcome.goes', 3]]);
    expect(view.outcome[0]?.values?.['pods']).toContain('pxphb');
    expect(view.headline).toEqual([
      { key: 'verdict.off', values: {} },
      { key: 'predicted.nodes', values: { nodes: 0, all: 4, live: 4 } },
      { key: 'predicted.in-zone', values: { share: 0.5, live: 1 } },
      { key: 'predicted.load', values: { load: 1, live: 1 } },
    ]);
    expect(view.assumptions.map(({ key }) => key)).toContain('assumption.this-moment');
    expect(view.active).toBe(true);
  });

  it('says where new pods likely come', () => {
    const { answer, url } = ask({ pods: ['hfbmj', 'hswkq'] }, { whatIf: to(4) });
    expect(
      whatIfView(answer, url)
        .outcome.map(({ key, values }) => [key, values?.['node']])
        .sort(),
    ).toEqual([
      ['outcome.comes', 'kind-control-plane'],
      ['outcome.comes', 'kind-worker3'],
    ]);
  });

  it('shows both answers where the changes cause no sync by themselves', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'relabel', node: 'kind-worker', zone: 'b' }] });
    expect(whatIfView(answer, url).headline.at(-1)).toEqual({
      key: 'predicted.at-once',
      values: { nodes: 4, all: 4, share: 1 },
    });
  });

  it('keeps the strip of now while the slider moves', () => {
    const now = ask();
    const moved = ask({}, { whatIf: to(2) });
    expect(whatIfView(moved.answer, moved.url).strip).toEqual(whatIfView(now.answer, now.url).strip);
  });

  it('shows the strip of the changed cluster for any other change', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode: 'off' }] });
    expect(whatIfView(answer, url).strip.some(({ hints }) => hints)).toBe(false);
  });

  it('keeps every other change in the strip while the slider moves', () => {
    const mode: Change = { kind: 'mode', mode: 'Auto' };
    const plain = { annotated: false };
    const changed = ask(plain, { whatIf: [mode] });
    const moved = ask(plain, { whatIf: [mode, ...to(3)] });
    const strip = whatIfView(moved.answer, moved.url).strip;
    expect(strip.filter(({ hints }) => !hints).map(({ replicas }) => replicas)).toEqual([1, 3, 5]);
    expect(strip).toEqual(whatIfView(changed.answer, changed.url).strip);
  });

  it('does not count the strip anew while the slider moves beside another change', () => {
    const snapshot = snapshotOf({ annotated: false });
    const stripAt = (replicas: number) => {
      const url = { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'mode', mode: 'Auto' } as const, ...to(replicas)] };
      return whatIfView(answerService(snapshot, url), url).strip;
    };
    expect(stripAt(2)).toBe(stripAt(3));
  });
});
