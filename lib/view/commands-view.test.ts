import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';

describe('commandsView', () => {
  it('shows the same facts by commands that only read', () => {
    const { answer, url } = ask();
    const { show, apply } = commandsView(answer, url);
    expect(show.every(({ command }) => /^kubectl (-n kube-system )?(get|describe) /.test(command))).toBe(true);
    expect(show.some(({ command }) => command.includes('-l k8s-app=kube-dns'))).toBe(true);
    expect(apply).toEqual([]);
  });

  it('prints hints for nodes where the version has them', () => {
    const commandsOf = (minor: string) => {
      const { answer, url } = ask({}, { minor });
      return commandsView(answer, url)
        .show.map(({ command }) => command)
        .join('\n');
    };
    expect(commandsOf('1.32')).not.toContain('forNodes');
    expect(commandsOf('1.36')).toContain('{.hints.forZones[*].name}{"\\t"}{.hints.forNodes[*].name}{"\\n"}');
  });

  it('has commands behind every panel, and those about a node only while one is pinned', () => {
    const panels = (node?: string) => {
      const { answer, url } = ask({}, node === undefined ? {} : { node });
      return [...new Set(commandsView(answer, url).show.map(({ panel }) => panel))];
    };
    expect(panels()).toEqual(['headline', 'graph', 'why', 'endpoints', 'replicas']);
    expect(panels('kind-worker')).toEqual(['headline', 'graph', 'why', 'node', 'endpoints', 'replicas']);
  });

  const CASES: readonly (readonly [Change, string])[] = [
    [{ kind: 'replicas', replicas: 2 }, 'kubectl -n kube-system scale deployment/coredns --replicas=2'],
    [
      { kind: 'relabel', node: 'kind-worker', zone: 'c' },
      'kubectl label node kind-worker topology.kubernetes.io/zone=c --overwrite',
    ],
    [{ kind: 'cordon', node: 'kind-worker' }, 'kubectl cordon kind-worker'],
    [{ kind: 'drain', node: 'kind-worker' }, 'kubectl drain kind-worker --ignore-daemonsets --delete-emptydir-data'],
    [
      { kind: 'rollout', surge: 1, unavailable: 0, step: 2 },
      'kubectl -n kube-system rollout restart deployment/coredns',
    ],
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

  for (const mode of ['PreferSameZone', 'off'] as const) {
    it(`removes the annotation of the live Service first, for ${mode}`, () => {
      const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode }] });
      const [first, second] = commandsView(answer, url).apply.map(({ command }) => command);
      const [key] = Object.keys(answer.live?.input.service.annotations ?? {});
      expect(first).toBe(`kubectl -n kube-system annotate service kube-dns ${key}-`);
      expect(second).toContain('patch service kube-dns');
    });
  }

  it('takes the mode of now away where Local is asked for: its hints would stay', () => {
    const snapshot = snapshotOf({ version: 'v1.37.2', annotated: false });
    const service = { ...snapshot.service, trafficDistribution: 'PreferSameZone' };
    const url = { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'mode', mode: 'Local' } as const] };
    expect(commandsView(answerService({ ...snapshot, service }, url), url).apply.map(({ command }) => command)).toEqual(
      [
        `kubectl -n kube-system patch service kube-dns -p '{"spec":{"trafficDistribution":null,"internalTrafficPolicy":"Local"}}'`,
      ],
    );
  });

  it('has no command for an outage', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'zone-down', zone: 'b', phase: 'notready' }] });
    expect(commandsView(answer, url).apply).toEqual([]);
  });
});
