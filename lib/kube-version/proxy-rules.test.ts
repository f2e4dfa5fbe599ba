import { describe, expect, it } from 'vitest';
import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import { type ProxyRules, proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { GateStateByName } from '#lib/model/gates.ts';

const BOTH = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'];

function rulesOf(minor: number, gates: GateStateByName = {}): ProxyRules {
  const version = { major: 1, minor, patch: 0 };
  return proxyRulesOf(version, { ...defaultGates(version), ...gates });
}

/** The minors, in order, in which a rule has a value other than in the minor before, under default gates. */
function changesOf(rule: keyof ProxyRules): readonly (readonly [number, unknown])[] {
  const changes: (readonly [number, unknown])[] = [];
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    const value = rulesOf(minor)[rule];
    if (JSON.stringify(changes.at(-1)?.[1]) !== JSON.stringify(value)) changes.push([minor, value]);
  }
  return changes;
}

describe('proxyRulesOf()', () => {
  it.each<[keyof ProxyRules, readonly (readonly [number, unknown])[]]>([
    [
      'filter',
      [
        [21, 'FilterEndpoints'],
        [24, 'CategorizeEndpoints'],
      ],
    ],
    [
      'zoneHints',
      [
        [21, false],
        [24, true],
      ],
    ],
    [
      'nodeHints',
      [
        [21, false],
        [34, true],
      ],
    ],
    [
      'hintsMustBeOn',
      [
        [21, 'every-endpoint'],
        [23, 'every-ready-endpoint'],
      ],
    ],
    [
      'annotationKeys',
      [
        [21, BOTH.slice(0, 1)],
        [27, BOTH],
        [31, []],
      ],
    ],
    [
      'annotationEnables',
      [
        [21, 'auto-only'],
        [27, 'all-but-disabled'],
      ],
    ],
    [
      'emptyZoneIsAZone',
      [
        [21, false],
        [33, true],
      ],
    ],
    [
      'clusterFallsBackToTerminating',
      [
        [21, false],
        [26, true],
      ],
    ],
    [
      'localFallsBackToTerminating',
      [
        [21, false],
        [26, true],
      ],
    ],
    [
      'externalLocalSwitchesHintsOff',
      [
        [21, true],
        [24, false],
      ],
    ],
    [
      'internalTrafficPolicy',
      [
        [21, false],
        [22, true],
      ],
    ],
    [
      'externalPolicyOfExternalIPs',
      [
        [21, false],
        [29, true],
      ],
    ],
    [
      'sameEndpoint',
      [
        [21, 'same-ip'],
        [22, 'same-ip-and-port'],
      ],
    ],
    [
      'laterDuplicateWins',
      [
        [21, 'when-local'],
        [36, 'when-not-terminating'],
      ],
    ],
    [
      'familyFrom',
      [
        [21, 'address'],
        [33, 'slice'],
      ],
    ],
    [
      'reformatsAddresses',
      [
        [21, false],
        [31, true],
      ],
    ],
    [
      'sortsSliceFirst',
      [
        [21, true],
        [31, false],
      ],
    ],
    [
      'emptyListEndsAtOnce',
      [
        [21, false],
        [34, true],
      ],
    ],
    ['endpointSlices', [[21, true]]],
  ])('changes %s in the minors where kube-proxy did', (rule, changes) => {
    expect(changesOf(rule)).toEqual(changes);
  });

  it.each<[string, number, GateStateByName, Partial<ProxyRules>]>([
    ['hints as an alpha', 21, { TopologyAwareHints: true }, { zoneHints: true }],
    [
      'hints off, with the gate that is the cause',
      24,
      { TopologyAwareHints: false },
      { zoneHints: false, zoneHintsGate: 'TopologyAwareHints' },
    ],
    [
      'no hints from Endpoints objects',
      21,
      { TopologyAwareHints: true, EndpointSliceProxying: false },
      { zoneHints: false, zoneHintsGate: 'EndpointSliceProxying' },
    ],
    [
      'a local fallback as an alpha',
      22,
      { ProxyTerminatingEndpoints: true },
      { localFallsBackToTerminating: true, clusterFallsBackToTerminating: false },
    ],
    [
      'both fallbacks as an alpha',
      24,
      { ProxyTerminatingEndpoints: true },
      { localFallsBackToTerminating: true, clusterFallsBackToTerminating: true },
    ],
    [
      'no annotation once hints need none',
      30,
      { ServiceTrafficDistribution: true },
      { annotationKeys: [], zoneHints: true },
    ],
    [
      'no hints by trafficDistribution alone',
      31,
      { TopologyAwareHints: false },
      { annotationKeys: [], zoneHints: false },
    ],
    [
      'annotations again with trafficDistribution off',
      31,
      { ServiceTrafficDistribution: false },
      { annotationKeys: BOTH },
    ],
    ['node hints as an alpha', 33, { PreferSameTrafficDistribution: true }, { nodeHints: true }],
    ['an unknown gate as off', 24, { TopologyAwareHints: 'unknown' }, { zoneHints: false }],
  ])('resolves gates: %s', (_, minor, gates, want) => {
    expect(rulesOf(minor, gates)).toMatchObject(want);
  });

  it('needs no gate named where the version does it by itself', () => {
    const version = { major: 1, minor: 37, patch: 2 };
    expect(proxyRulesOf(version, {})).toBe(rulesOf(37));
  });

  it.each([21, 24, 30, 31, 33])('takes a gate that is not named for what minor %i does without being told', (minor) => {
    expect(proxyRulesOf({ major: 1, minor, patch: 0 }, {})).toBe(rulesOf(minor));
  });

  it('gives versions that behave alike the same object, so that their nodes are of one class', () => {
    expect(rulesOf(25)).toBe(rulesOf(24));
    expect(rulesOf(37)).toBe(rulesOf(36));
    expect(rulesOf(36)).not.toBe(rulesOf(35));
    expect(proxyRulesOf({ major: 1, minor: 36, patch: 9 }, defaultGates({ major: 1, minor: 36, patch: 9 }))).toBe(
      rulesOf(36),
    );
  });
});
