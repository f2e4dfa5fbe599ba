import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { smallestFix } from '#lib/diagnose/smallest-fix.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

function fixFor(of: Analysis, verdict: Verdict) {
  return smallestFix({ analysis: of, port: of.ports[0], verdict });
}

/** Three pods, which two zones of unequal CPU can be shared out: nothing but the annotation is missing. */
const THREE_PODS = ['pxphb', 'rhk7r', 'hswkq'];
const analysis = analyse(tutorial({ version: 'v1.30.0', annotated: false, pods: THREE_PODS }));

interface Case {
  readonly reason: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly key: string;
  readonly command?: string;
}

const CASES: readonly Case[] = [
  {
    reason: 'annotation-shadowed',
    values: { key: 'old' },
    key: 'fix.remove-annotation',
    command: 'annotate service kube-dns old-',
  },
  {
    reason: 'annotation-not-enabling',
    values: { key: 'k' },
    key: 'fix.annotation-value',
    command: 'k=Auto --overwrite',
  },
  { reason: 'annotation-key-not-read', values: { key: 'new' }, key: 'fix.older-key', command: '=auto' },
  { reason: 'gate-off', values: { gate: 'TopologyAwareHints' }, key: 'fix.gate' },
  {
    reason: 'internal-policy-local-without-endpoint',
    key: 'fix.policy-local',
    command: '"internalTrafficPolicy":"Cluster"',
  },
];

describe('smallestFix', () => {
  for (const { reason, values = {}, key, command } of CASES) {
    it(`answers ${reason} with ${key}${command === undefined ? ', which no kubectl command does' : ''}`, () => {
      const fix = fixFor(analysis, { ...analysis.verdict, reason, reasonValues: values });
      expect(fix?.text.key).toBe(key);
      expect(fix?.commands ?? []).toHaveLength(command === undefined ? 0 : 1);
      expect(fix?.commands.join() ?? '').toContain(command ?? '');
    });
  }

  const PROGRAMS: readonly (readonly [string, readonly GateOverride[], string])[] = [
    ['v1.21.10', [], 'API server, controller manager, kube-proxy'],
    ['v1.30.0', [{ program: 'kube-proxy', gate: 'TopologyAwareHints', state: false }], 'kube-proxy'],
    [
      'v1.30.0',
      [{ program: 'kube-proxy', node: 'kind-worker', gate: 'TopologyAwareHints', state: false }],
      'kube-proxy',
    ],
    ['v1.30.0', [{ program: 'api-server', gate: 'TopologyAwareHints', state: false }], 'API server'],
  ];
  for (const [version, gates, programs] of PROGRAMS) {
    it(`asks for the gate in ${programs} before the annotation can help, under ${version}`, () => {
      const without = analyse(tutorial({ version, gates, annotated: false }));
      const fix = fixFor(without, without.verdict);
      expect(fix?.text).toMatchObject({
        key: 'fix.gate-and-annotate',
        values: { gate: 'TopologyAwareHints', programs },
      });
      expect(fix?.commands.join()).toContain('=Auto');
    });
  }

  it('asks for the annotation alone where no program is known to be without the gate', () => {
    const gates: readonly GateOverride[] = [{ gate: 'TopologyAwareHints', state: 'unknown' }];
    const without = analyse(tutorial({ version: 'v1.30.0', gates, annotated: false, pods: THREE_PODS }));
    expect(fixFor(without, without.verdict)?.text.key).toBe('fix.annotate');
  });

  it('has no answer where nothing is to be fixed', () => {
    expect(
      fixFor(analysis, { ...analysis.verdict, state: 'zone-routed', reason: 'hinted-by-cpu-share' }),
    ).toBeUndefined();
  });
});
