import { describe, expect, test } from 'vitest';
import { chooseHinting } from '#lib/hints/choose-hinting.ts';
import { serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import type { Service } from '#lib/model/service.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

function chosen(minor: number, fields: Partial<Service>, gates: GateStateByName = {}) {
  const version = { major: 1, minor, patch: 14 };
  return chooseHinting(serviceOf(fields), controllerRulesOf(version, { ...defaultGates(version), ...gates }));
}

describe('an annotation', () => {
  test.each(['Auto', 'auto'])('%s switches hints on', (value) => {
    expect(chosen(37, { annotations: { [MODE]: value } })).toEqual({
      kind: 'auto',
      decidedBy: { kind: 'annotation', key: MODE, value },
    });
  });

  test.each(['AUTO', '', 'Disabled', 'PreferZone'])('"%s" does not', (value) => {
    expect(chosen(37, { annotations: { [HINTS]: value } })).toEqual({
      kind: 'none',
      decidedBy: { kind: 'annotation', key: HINTS, value },
      decision: { reason: 'annotation-value-not-enabling', values: { key: HINTS, value } },
    });
  });

  test('present with an odd value, the older key hides the newer one', () => {
    expect(chosen(37, { annotations: { [HINTS]: 'Disabled', [MODE]: 'Auto' } })).toEqual({
      kind: 'none',
      decidedBy: { kind: 'annotation', key: HINTS, value: 'Disabled' },
      decision: {
        reason: 'annotation-shadowed',
        values: { key: HINTS, value: 'Disabled', shadowed: MODE, shadowedValue: 'Auto' },
      },
    });
  });

  test('where neither enables, nothing is hidden', () => {
    const { kind, ...rest } = chosen(37, { annotations: { [HINTS]: 'Disabled', [MODE]: 'Disabled' } });
    expect(kind).toBe('none');
    expect(rest).toMatchObject({ decision: { reason: 'annotation-value-not-enabling' } });
  });

  test('where there is no other annotation, nothing is hidden either', () => {
    const { kind, ...rest } = chosen(37, { annotations: { [HINTS]: 'Disabled' } });
    expect(kind).toBe('none');
    expect(rest).toMatchObject({
      decision: { reason: 'annotation-value-not-enabling', values: { key: HINTS, value: 'Disabled' } },
    });
  });

  test('the older key enables although the newer one does not', () => {
    expect(chosen(37, { annotations: { [HINTS]: 'Auto', [MODE]: 'Disabled' } }).kind).toBe('auto');
  });

  test('by the newer key is not read before it came', () => {
    expect(chosen(26, { annotations: { [MODE]: 'Auto' } })).toEqual({
      kind: 'none',
      decision: { reason: 'annotation-key-not-read', values: { key: MODE } },
    });
  });
});

describe('the gate TopologyAwareHints off', () => {
  const off = { TopologyAwareHints: false };

  test('an annotation does nothing', () => {
    expect(chosen(30, { annotations: { [HINTS]: 'Auto' } }, off)).toEqual({
      kind: 'none',
      decidedBy: { kind: 'annotation', key: HINTS, value: 'Auto' },
      decision: { reason: 'hints-gate-off', values: { key: HINTS, value: 'Auto', gate: 'TopologyAwareHints' } },
    });
  });

  test('and still wins over trafficDistribution, so that neither applies', () => {
    const fields = { annotations: { [HINTS]: 'Auto' }, trafficDistribution: 'PreferClose' };
    expect(chosen(31, fields, off)).toMatchObject({ kind: 'none', decision: { reason: 'hints-gate-off' } });
  });

  test('trafficDistribution alone works', () => {
    expect(chosen(31, { trafficDistribution: 'PreferClose' }, off).kind).toBe('traffic-distribution');
  });
});

describe('trafficDistribution', () => {
  test('is told with the field', () => {
    expect(chosen(37, { trafficDistribution: 'PreferSameNode' })).toEqual({
      kind: 'traffic-distribution',
      trafficDistribution: 'PreferSameNode',
      decidedBy: { kind: 'field', key: 'spec.trafficDistribution', value: 'PreferSameNode' },
    });
  });

  test('yields to an enabling annotation, but not to another', () => {
    const trafficDistribution = 'PreferClose';
    expect(chosen(37, { trafficDistribution, annotations: { [MODE]: 'Auto' } }).kind).toBe('auto');
    expect(chosen(37, { trafficDistribution, annotations: { [MODE]: 'Disabled' } }).kind).toBe('traffic-distribution');
  });

  test.each([
    [29, 'PreferClose', 'traffic-distribution-not-supported', { value: 'PreferClose' }],
    [30, 'PreferClose', 'traffic-distribution-gate-off', { value: 'PreferClose', gate: 'ServiceTrafficDistribution' }],
    [32, 'PreferSameZone', 'traffic-distribution-not-supported', { value: 'PreferSameZone' }],
    [
      33,
      'PreferSameZone',
      'traffic-distribution-gate-off',
      { value: 'PreferSameZone', gate: 'PreferSameTrafficDistribution' },
    ],
    [37, 'Bogus', 'traffic-distribution-not-supported', { value: 'Bogus' }],
  ])('in minor %i, %s is refused: %s', (minor, value, reason, values) => {
    expect(chosen(minor, { trafficDistribution: value })).toEqual({
      kind: 'none',
      decidedBy: { kind: 'field', key: 'spec.trafficDistribution', value },
      decision: { reason, values },
    });
  });
});

test('a Service that says nothing has not opted in', () => {
  expect(chosen(37, {})).toEqual({ kind: 'none', decision: { reason: 'not-opted-in', values: {} } });
});
