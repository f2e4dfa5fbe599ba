import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask } from '#lib/view/answer.test-support.ts';
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

  it('tells an unknown data plane from nothing to tell, and promises no share without it', () => {
    const { answer, url } = ask({ pods: ['hfbmj', 'hswkq'] }, { dataPlanes: [{ kind: 'unknown' }], whatIf: to(4) });
    const keys = whatIfView(answer, url).headline.map(({ key }) => key);
    expect(keys[0]).toBe('verdict.unknown-data-plane');
    expect(keys).not.toContain('predicted.in-zone');
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

  it('lists every change in words, in the order of the URL', () => {
    const { answer, url } = ask(
      { version: 'v1.37.2' },
      { whatIf: [...to(3), { kind: 'cordon', node: 'kind-worker' }] },
    );
    expect(whatIfView(answer, url).changes.map(({ text }) => text)).toEqual([
      { key: 'change.replicas', values: { replicas: 3 } },
      { key: 'change.cordon', values: { node: 'kind-worker' } },
    ]);
  });

  it('tells equal changes apart', () => {
    const more: Change = { kind: 'node-add', zone: 'a', cpu: '4', count: 1 };
    const { answer, url } = ask({}, { whatIf: [more, more] });
    expect(new Set(whatIfView(answer, url).changes.map(({ id }) => id)).size).toBe(2);
  });

  it('offers the limits that a Deployment of so many has where it says nothing', () => {
    const { answer, url } = ask();
    expect(whatIfView(answer, url).rolloutLimits).toEqual({ surge: 1, unavailable: 1 });
  });
});
