import { describe, expect, it } from 'vitest';
import type { TutorialOptions } from '#lib/scenario/tutorial.test-support.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { whyView } from '#lib/view/why-view.ts';

function why(options: TutorialOptions = {}) {
  const { answer, url } = ask(options);
  return whyView(answer, url);
}

describe('whyView', () => {
  it('says that it is on, and on how many nodes by which rule', () => {
    const view = why();
    expect(view).toMatchObject({
      verdict: 'zone-routed',
      title: { key: 'verdict.zone-routed' },
      summary: { key: 'why.summary', values: { nodes: 4, all: 4, share: 1 } },
      reason: { key: 'hinted-by-cpu-share' },
      cause: { text: { key: 'hinted-by-cpu-share' }, objects: [], more: 0 },
      ports: [],
    });
    expect(view.fix).toBeUndefined();
    expect(
      view.rules.map(({ text, nodes, example }) => [text.key, text.values?.['zone'], nodes.value, example]),
    ).toEqual([
      ['same-zone', 'a', 2, 'kind-control-plane'],
      ['same-zone', 'b', 2, 'kind-worker2'],
    ]);
  });

  it('tells an unknown data plane from nothing to dial, and promises no share without it', () => {
    const { answer, url } = ask({}, { dataPlanes: [{ kind: 'unknown' }] });
    expect(whyView(answer, url)).toMatchObject({
      verdict: 'unknown',
      title: { key: 'verdict.unknown-data-plane' },
      summary: { key: 'why.summary-unknown', values: { nodes: 0, all: 4, unknown: 4, share: 1 } },
    });
    expect(whyView(answer, url).rules.map(({ isDoubtful }) => isDoubtful)).toEqual([true, true]);
    expect(why().rules.map(({ isDoubtful }) => isDoubtful)).toEqual([undefined, undefined]);
    expect(why({ pods: [] }).title).toEqual({ key: 'verdict.no-endpoint', values: {} });
  });

  it('tells of each zone its CPU, endpoints, hints and load', () => {
    const even = { nodes: { value: 2 }, cpuShare: { value: 0.5 }, endpoints: { value: 2 }, hinted: { value: 2 } };
    expect(why().zones).toEqual([
      { zone: 'a', ...even, load: { value: 1 } },
      { zone: 'b', ...even, load: { value: 1 } },
    ]);
  });

  it('shows what stands now beside what a what-if predicts: in the summary, in every rule and in every zone', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode: 'off' }] });
    const view = whyView(answer, url);
    expect(view.liveSummary).toEqual({
      key: 'why.live',
      values: { nodes: 4, all: 4, share: 1, verdict: 'zone-routed' },
    });
    expect(view.rules.map(({ nodes }) => nodes)).toEqual([{ value: 4, live: 0 }]);
    expect(view.zones.map(({ hinted }) => hinted)).toEqual([
      { value: 0, live: 2 },
      { value: 0, live: 2 },
    ]);
    expect(why().liveSummary).toBeUndefined();
  });

  it("shows the zones' shares as the controller counts them, and what each zone would need", () => {
    const view = why({ version: 'v1.37.2' });
    expect(view.zones.map(({ zone, cpuShare }) => [zone, cpuShare?.value])).toEqual([
      ['a', 1 / 3],
      ['b', 2 / 3],
    ]);
    expect(view.cause.text).toEqual({
      key: 'true-cause.minima',
      values: { minima: 'a 2, b 3', sum: 5, endpoints: 4 },
    });
  });

  it('names the nodes without a zone, and the commands that label them', () => {
    const view = why({ labelled: false });
    expect(view.reason.key).toBe('node-without-zone');
    expect(view.cause.objects.map(({ kind, name }) => `${kind} ${name}`)).toContain('Node kind-worker3');
    expect(view.fix?.commands).toContain('kubectl label node kind-worker3 topology.kubernetes.io/zone=ZONE');
  });

  const FIXES: readonly (readonly [string, TutorialOptions, string])[] = [
    ['an annotation to a Service that never opted in', { annotated: false }, 'fix.annotate'],
    ['another number of replicas where they cannot be shared out', { pods: ['hfbmj'] }, 'fix.replicas-to'],
    ['the gate where it is off', { gates: [{ gate: 'TopologyAwareHints', state: false }] }, 'fix.gate'],
  ];
  for (const [name, options, key] of FIXES) {
    it(`offers ${name}`, () => expect(why(options).fix?.text.key).toBe(key));
  }

  it('opts in with the key that the minor reads', () => {
    expect(why({ annotated: false }).fix?.commands).toEqual([
      'kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints=Auto',
    ]);
    expect(why({ annotated: false, version: 'v1.30.0', pods: ['pxphb', 'rhk7r', 'hswkq'] }).fix?.commands[0]).toContain(
      'service.kubernetes.io/topology-mode=Auto',
    );
  });

  it('says which port and family has which verdict where they differ', () => {
    const { answer, url } = ask({ version: 'v1.31.0', pods: ['hfbmj', 'hswkq', 'rhk7r'] });
    const [first, ...others] = answer.analysis.ports;
    if (first === undefined) throw new Error('the Service has no port');
    const verdict = { ...first.verdict, state: 'off', reason: 'no-hints' } as const;
    const analysis = { ...answer.analysis, ports: [{ ...first, verdict }, ...others] };
    const view = whyView({ ...answer, analysis }, { ...url, port: 'dns-tcp' });
    expect(view.ports.map(({ label, family, verdict: state, selected }) => [label, family, state, selected])).toEqual([
      ['dns 53/UDP', 'IPv4', 'off', false],
      ['dns-tcp 53/TCP', 'IPv4', 'zone-routed', true],
      ['metrics 9153/TCP', 'IPv4', 'zone-routed', false],
    ]);
  });

  it('says what is worth knowing: nodes that are not counted, and that it is computed', () => {
    const keys = why({ version: 'v1.37.2' }).worthKnowing.map(({ key }) => key);
    expect(keys).toContain('know.not-counted-control-plane');
    expect(keys.at(-1)).toBe('know.computed');
  });
});
