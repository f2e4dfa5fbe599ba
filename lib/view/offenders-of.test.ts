import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { offendersOf } from '#lib/view/offenders-of.ts';

const analysis = analyse(tutorial({ version: 'v1.36.0', annotated: false }));

function offenders(reason: string, reasonValues: Verdict['reasonValues'] = {}) {
  return offendersOf(analysis, { ...analysis.verdict, reason, reasonValues });
}

describe('offendersOf', () => {
  it('names the field of the Service that is at fault', () => {
    const name = 'kube-system/kube-dns';
    expect(offenders('internal-policy-local-without-endpoint')).toEqual([
      { kind: 'Service', name, field: 'spec.internalTrafficPolicy' },
    ]);
    expect(offenders('annotation-not-enabling', { key: 'k', value: 'PreferZone' })).toEqual([
      { kind: 'Service', name, field: 'metadata.annotations[k]' },
    ]);
    expect(offenders('traffic-distribution-not-supported')[0]?.field).toBe('spec.trafficDistribution');
  });

  it('names the endpoints without a hint, each in its slice', () => {
    const found = offenders('hints-missing');
    expect(found).toHaveLength(4);
    expect(found[0]).toMatchObject({ kind: 'EndpointSlice', field: 'endpoints[].hints' });
    expect(found.map(({ name }) => name)).toContain('kube-dns-wt2f9 · coredns-558bd4d5db-hfbmj');
  });

  it('names only the nodes that the controller counts and that lack a zone', () => {
    const given = tutorial({ version: 'v1.36.0', labelled: false });
    const unlabelled = analyse(given);
    const names = offendersOf(unlabelled, unlabelled.verdict).map(({ name }) => name);
    expect(names).toEqual(['kind-worker', 'kind-worker2', 'kind-worker3']);
  });

  it('names nobody where nobody is at fault', () => {
    expect(offenders('overload-threshold')).toEqual([]);
  });
});
