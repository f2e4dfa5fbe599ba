import { describe, expect, test } from 'vitest';
import { type ControllerRules, controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';

function version(text: string): KubeVersion {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`Cannot test: ${text} is no version`);
  return parsed;
}

/** The rules at the version's default gates. */
function rulesAt(text: string, gates: GateStateByName = {}): ControllerRules {
  return controllerRulesOf(version(text), { ...defaultGates(version(text)), ...gates });
}

const CHANGES: readonly {
  readonly rule: keyof ControllerRules;
  readonly last: string;
  readonly before: unknown;
  readonly first: string;
  readonly since: unknown;
}[] = [
  { rule: 'hasTopologyCache', last: '1.23.17', before: false, first: '1.24.0', since: true },
  { rule: 'countsControlPlaneNodes', last: '1.22.17', before: true, first: '1.23.0', since: false },
  { rule: 'hintsUnreadyEndpoints', last: '1.22.17', before: true, first: '1.23.0', since: false },
  { rule: 'keepsValidHints', last: '1.22.17', before: false, first: '1.23.0', since: true },
  { rule: 'writesEvents', last: '1.25.16', before: false, first: '1.26.0', since: true },
  { rule: 'hintsEmptyZone', last: '1.32.13', before: true, first: '1.33.0', since: false },
  { rule: 'cachesByAddressType', last: '1.25.16', before: false, first: '1.26.0', since: true },
  { rule: 'missingNode', last: '1.23.17', before: 'fails-the-sync', first: '1.24.0', since: 'skips-the-pod' },
  { rule: 'recountsOnZoneChange', last: '1.24.17', before: false, first: '1.28.0', since: true },
  { rule: 'recountsOnZoneChange', last: '1.25.12', before: false, first: '1.25.13', since: true },
  { rule: 'recountsOnZoneChange', last: '1.26.7', before: false, first: '1.26.8', since: true },
  { rule: 'recountsOnZoneChange', last: '1.27.4', before: false, first: '1.27.5', since: true },
  { rule: 'writesTerminatingConditions', last: '1.21.14', before: false, first: '1.22.0', since: true },
  { rule: 'finishedPods', last: '1.21.14', before: 'by-restart-policy', first: '1.22.0', since: 'never' },
  { rule: 'comparesNodes', last: '1.23.17', before: false, first: '1.24.0', since: true },
  { rule: 'keepsPlaceholder', last: '1.23.17', before: false, first: '1.24.0', since: true },
  { rule: 'reformatsAddresses', last: '1.32.13', before: false, first: '1.33.0', since: true },
  { rule: 'findsSidecarPorts', last: '1.32.13', before: false, first: '1.33.0', since: true },
  { rule: 'skipsExternalName', last: '1.26.15', before: false, first: '1.27.0', since: true },
  { rule: 'annotationValues', last: '1.21.0', before: ['auto'], first: '1.21.1', since: ['Auto', 'auto'] },
  {
    rule: 'annotationKeys',
    last: '1.26.15',
    before: ['service.kubernetes.io/topology-aware-hints'],
    first: '1.27.0',
    since: ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'],
  },
];

describe('at default gates', () => {
  test.each(CHANGES)('$rule is $before in $last and $since in $first', (row) => {
    expect(rulesAt(row.last)[row.rule]).toEqual(row.before);
    expect(rulesAt(row.first)[row.rule]).toEqual(row.since);
  });

  test.each([
    ['1.29.14', []],
    ['1.30.14', ['PreferClose off']],
    ['1.31.14', ['PreferClose']],
    ['1.33.13', ['PreferClose', 'PreferSameZone off', 'PreferSameNode off']],
    ['1.34.4', ['PreferClose', 'PreferSameZone', 'PreferSameNode']],
    ['1.36.3', ['PreferClose', 'PreferSameZone', 'PreferSameNode']],
    ['1.37.2', ['PreferClose', 'PreferSameZone', 'PreferSameNode']],
  ])('trafficDistribution in %s knows %j', (text, values) => {
    const known = rulesAt(text).trafficDistributions;
    expect(known.map(({ value, accepted }) => (accepted ? value : `${value} off`))).toEqual(values);
  });

  test('only PreferSameNode hints to nodes', () => {
    const hinting = rulesAt('1.37.2').trafficDistributions.filter((rule) => rule.hintsNodes);
    expect(hinting.map((rule) => rule.value)).toEqual(['PreferSameNode']);
  });

  test('PreferClose and the newer values each name the gate that guards them', () => {
    expect(rulesAt('1.34.4').trafficDistributions.map((rule) => rule.gate)).toEqual([
      'ServiceTrafficDistribution',
      'PreferSameTrafficDistribution',
      'PreferSameTrafficDistribution',
    ]);
  });
});

describe('gates', () => {
  test('TopologyAwareHints switches the cache on in a minor where it is off by default', () => {
    expect(rulesAt('1.21.14', { TopologyAwareHints: true }).hasTopologyCache).toBe(true);
  });

  test('a gate that is gone is on, whatever a flag says', () => {
    expect(controllerRulesOf(version('1.36.0'), {}).hasTopologyCache).toBe(true);
    expect(rulesAt('1.36.0', { TopologyAwareHints: false }).hasTopologyCache).toBe(true);
    expect(controllerRulesOf(version('1.28.0'), {}).writesTerminatingConditions).toBe(true);
  });

  test('a gate in doubt promises nothing', () => {
    expect(rulesAt('1.30.0', { TopologyAwareHints: 'unknown' }).hasTopologyCache).toBe(false);
  });

  test('PreferSameTrafficDistribution off leaves PreferClose', () => {
    const { trafficDistributions } = rulesAt('1.34.4', { PreferSameTrafficDistribution: false });
    expect(trafficDistributions.filter((rule) => rule.accepted).map((rule) => rule.value)).toEqual(['PreferClose']);
  });
});

test('minors outside the table get the nearest one’s rules', () => {
  expect(rulesAt('1.50.1')).toEqual(rulesAt('1.37.0'));
  expect(rulesAt('1.19.3')).toEqual(rulesAt('1.21.0'));
});

test('the same version and gates give the same object, other gates another', () => {
  expect(rulesAt('1.31.14')).toBe(rulesAt('1.31.14'));
  expect(rulesAt('1.31.14', { ServiceTrafficDistribution: false })).not.toBe(rulesAt('1.31.14'));
  expect(rulesAt('1.31.13')).not.toBe(rulesAt('1.31.14'));
  expect(rulesAt('1.22.1', { EndpointSliceTerminatingCondition: false })).not.toBe(rulesAt('1.22.1'));
  expect(rulesAt('1.34.1', { PreferSameTrafficDistribution: false })).not.toBe(rulesAt('1.34.1'));
  expect(rulesAt('1.24.1', { TopologyAwareHints: false })).not.toBe(rulesAt('1.24.1'));
});
