import { describe, expect, it } from 'vitest';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import { SERVICE_MODES } from '#lib/scenario/change-grammar.ts';
import { autoAnnotation, withMode } from '#lib/scenario/change-mode.ts';
import { contextOf, kubeDns } from '#lib/scenario/tutorial.test-support.ts';

const rulesAt = (version: string) => contextOf([], version).controllerRules;

describe('withMode', () => {
  const rules = rulesAt('v1.36.0');

  it('asks for one mode alone, whatever was asked for before', () => {
    for (const before of SERVICE_MODES) {
      for (const mode of SERVICE_MODES) {
        expect(withMode(withMode(kubeDns(true), before, rules), mode, rules)).toEqual(
          withMode(kubeDns(false), mode, rules),
        );
      }
    }
  });

  it('asks with the field, the policy or nothing', () => {
    expect(withMode(kubeDns(true), 'PreferSameNode', rules)).toMatchObject({
      trafficDistribution: 'PreferSameNode',
      annotations: {},
    });
    expect(withMode(kubeDns(true), 'Local', rules).internalTrafficPolicy).toBe('Local');
    expect(withMode(kubeDns(true), 'off', rules)).toEqual(kubeDns(false));
  });
});

describe('autoAnnotation', () => {
  it('is the newest key that the version reads', () => {
    expect(autoAnnotation(rulesAt('v1.26.0'))).toBe(TOPOLOGY_AWARE_HINTS_ANNOTATION);
    expect(autoAnnotation(rulesAt('v1.27.0'))).toBe(TOPOLOGY_MODE_ANNOTATION);
  });
});
