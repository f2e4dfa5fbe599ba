import { describe, expect, it } from 'vitest';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import { serviceWarnings } from '#lib/diagnose/service-warnings.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const ROUTED: Verdict = {
  state: 'zone-routed',
  reason: 'same-zone',
  reasonValues: {},
  nodesInEffect: 4,
  nodesInAll: 4,
  idleEndpoints: 0,
  largestLoad: 1,
};

function warnings({ service, slices, context }: ServiceInput, verdict: Partial<Verdict> = {}) {
  const modeFacts = serviceMode(service, context.controllerRules);
  return serviceWarnings({
    service,
    slices,
    facts: clusterFactsOf(context),
    modeFacts,
    rules: context.controllerRules,
    verdict: { ...ROUTED, ...verdict },
  });
}

describe('serviceWarnings', () => {
  it('has none to say where all is well', () => {
    expect(warnings(tutorial())).toEqual([]);
  });

  it('counts endpoints that still carry the zone of before', () => {
    const { slices } = tutorial({ labelled: false });
    expect(warnings({ ...tutorial(), slices })).toEqual([
      { key: 'lint.endpoint-zone-outdated.why', values: { endpoints: 4 } },
    ]);
  });

  it('names idle endpoints and overload while traffic is routed by zone, and only then', () => {
    const uneven = { idleEndpoints: 2, largestLoad: 2.44 };
    expect(warnings(tutorial(), uneven)).toEqual([
      { key: 'warning.idle-endpoints', values: { endpoints: 2 } },
      { key: 'warning.overload', values: { load: 2.4 } },
    ]);
    expect(warnings(tutorial(), { ...uneven, state: 'off' })).toEqual([]);
  });

  it('names an annotation that hides another one', () => {
    const given = tutorial({ version: 'v1.30.0' });
    const annotations = { [TOPOLOGY_AWARE_HINTS_ANNOTATION]: 'Disabled', [TOPOLOGY_MODE_ANNOTATION]: 'Auto' };
    expect(warnings({ ...given, service: { ...given.service, annotations } }).map(({ key }) => key)).toEqual([
      'lint.annotation-shadowed.why',
    ]);
  });
});
