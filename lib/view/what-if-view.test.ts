import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { endpointsView } from '#lib/view/endpoints-view.ts';
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

  it('keeps the strip of now while the slider moves', () => {
    const now = ask();
    const moved = ask({}, { whatIf: to(2) });
    expect(whatIfView(moved.answer, moved.url).strip).toEqual(whatIfView(now.answer, now.url).strip);
  });

  it('shows the strip of the changed cluster for any other change', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode: 'off' }] });
    expect(whatIfView(answer, url).strip.some(({ hints }) => hints)).toBe(false);
  });
});

describe('commandsView', () => {
  it('shows the same facts by commands that only read', () => {
    const { answer, url } = ask();
    const { show, apply } = commandsView(answer, url);
    expect(show.every(({ command }) => /^kubectl (-n kube-system )?(get|describe) /.test(command))).toBe(true);
    expect(show.some(({ command }) => command.includes('-l k8s-app=kube-dns'))).toBe(true);
    expect(apply).toEqual([]);
  });

  const CASES: readonly (readonly [Change, string])[] = [
    [{ kind: 'replicas', replicas: 2 }, 'kubectl -n kube-system scale deployment/coredns --replicas=2'],
    [
      { kind: 'relabel', node: 'kind-worker', zone: 'c' },
      'kubectl label node kind-worker topology.kubernetes.io/zone=c --overwrite',
    ],
    [{ kind: 'cordon', node: 'kind-worker' }, 'kubectl cordon kind-worker'],
    [
      { kind: 'mode', mode: 'Local' },
      `kubectl -n kube-system patch service kube-dns -p '{"spec":{"internalTrafficPolicy":"Local"}}'`,
    ],
  ];
  for (const [change, command] of CASES) {
    it(`makes ${change.kind} true with ${command}`, () => {
      const { answer, url } = ask({}, { whatIf: [change] });
      expect(commandsView(answer, url).apply.map((each) => each.command)).toContain(command);
    });
  }

  it('has no command for an outage', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'zone-down', zone: 'b', phase: 'notready' }] });
    expect(commandsView(answer, url).apply).toEqual([]);
  });
});

describe('endpointsView', () => {
  it('has every endpoint with its zone, hint, slice, share and who dials it', () => {
    const { answer, url } = ask();
    expect(
      endpointsView(answer, url).map(({ name, zone, hints, slice, share, dialledBy, load }) => [
        name.slice(-5),
        zone,
        hints,
        slice,
        share.value,
        dialledBy,
        load,
      ]),
    ).toEqual([
      ['hfbmj', 'a', ['a'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['pxphb', 'a', ['a'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['hswkq', 'b', ['b'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['rhk7r', 'b', ['b'], 'kube-dns-wt2f9', 0.25, 2, 1],
    ]);
  });

  it('keeps those that go, with their live share', () => {
    const { answer, url } = ask({}, { whatIf: to(2) });
    const rows = endpointsView(answer, url);
    expect(rows.map(({ name, fate, share }) => [name.slice(-5), fate, share])).toEqual([
      ['hfbmj', 'stays', { value: 0.5, live: 0.25 }],
      ['pxphb', 'goes', { value: 0, live: 0.25 }],
      ['hswkq', 'stays', { value: 0.5, live: 0.25 }],
      ['rhk7r', 'goes', { value: 0, live: 0.25 }],
    ]);
  });
});
