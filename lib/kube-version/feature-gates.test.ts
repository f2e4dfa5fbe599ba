import { describe, expect, it } from 'vitest';
import { defaultGates, GATE_NAMES, gateStage, gatesInForce, idleOverrides } from '#lib/kube-version/feature-gates.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { GateOverride } from '#lib/model/gates.ts';

const minor = (number: number) => ({ major: 1, minor: number, patch: 0 });

/** One letter per minor from the oldest on: absent, off, on, Locked, gone after it was on (*), gone with its feature (x). */
const STAGES: Readonly<Record<(typeof GATE_NAMES)[number], string>> = {
  TopologyAwareHints: '---+++++++++LLL**',
  ServiceTrafficDistribution: '.........-++LLL**',
  PreferSameTrafficDistribution: '............-+LLL',
  ProxyTerminatingEndpoints: '.----++LL********',
  ServiceInternalTrafficPolicy: '-++++LL**********',
  EndpointSliceTerminatingCondition: '-++++LL**********',
  EndpointSliceProxying: '+LLL*************',
  ServiceTopology: '-xxxxxxxxxxxxxxxx',
  PodDeletionCost: '-++++++++++++++++',
  LogarithmicScaleDown: '-+++++++++LLLLLL*',
};
const LETTER_BY_STAGE = { absent: '.', off: '-', on: '+', locked: 'L', 'gone-on': '*', 'gone-off': 'x' } as const;

describe('the feature gates of each minor', () => {
  it.each(GATE_NAMES)('%s', (gate) => {
    const stages = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) =>
      gateStage(minor(OLDEST_MINOR + index), gate),
    );
    expect(stages.map((stage) => LETTER_BY_STAGE[stage]).join('')).toBe(STAGES[gate]);
  });

  it('lists by default only gates that exist, at their default', () => {
    expect(defaultGates(minor(21))).toEqual({
      TopologyAwareHints: false,
      ServiceInternalTrafficPolicy: false,
      EndpointSliceTerminatingCondition: false,
      EndpointSliceProxying: true,
      ServiceTopology: false,
      PodDeletionCost: false,
      LogarithmicScaleDown: false,
    });
    expect(defaultGates(minor(37))).toEqual({ PreferSameTrafficDistribution: true, PodDeletionCost: true });
  });
});

describe('gatesInForce()', () => {
  const hints = (state: GateOverride['state'], where: Partial<GateOverride> = {}): GateOverride => ({
    gate: 'TopologyAwareHints',
    state,
    ...where,
  });
  const onWorker = { program: 'kube-proxy', node: 'worker' } as const;

  it.each<[string, readonly GateOverride[], GateOverride['state']]>([
    ['takes the default without overrides', [], false],
    ['takes an override for all programs', [hints(true)], true],
    ['takes an override for its program', [hints(true, { program: 'kube-proxy' })], true],
    ['passes over another program', [hints(true, { program: 'controller' })], false],
    ['takes an override for its node', [hints(true, onWorker)], true],
    ['passes over another node', [hints(true, { program: 'kube-proxy', node: 'other' })], false],
    ['prefers its program to all, in any order', [hints(true, { program: 'kube-proxy' }), hints(false)], true],
    ['prefers its node to its program', [hints(true, onWorker), hints(false, { program: 'kube-proxy' })], true],
    ['takes the last of equals', [hints(true), hints(false), hints('unknown')], 'unknown'],
  ])('%s', (_, overrides, want) => {
    const gates = gatesInForce({ version: minor(21), program: 'kube-proxy', node: 'worker', overrides });
    expect(gates['TopologyAwareHints']).toBe(want);
  });

  it('is not changed by overrides of gates that are locked, gone, not there yet, or unheard of', () => {
    const overrides: readonly GateOverride[] = [
      { gate: 'ProxyTerminatingEndpoints', state: false },
      { gate: 'ServiceInternalTrafficPolicy', state: false },
      { gate: 'ServiceTrafficDistribution', state: true },
      { gate: 'NoSuchGate', state: true },
      { gate: 'constructor', state: true },
    ];
    const version = minor(28);
    expect(gatesInForce({ version, program: 'controller', overrides })).toEqual(defaultGates(version));
    expect(idleOverrides(version, overrides).map(({ override, why }) => [override.gate, why])).toEqual([
      ['ProxyTerminatingEndpoints', 'locked'],
      ['ServiceInternalTrafficPolicy', 'gone'],
      ['ServiceTrafficDistribution', 'not-yet'],
      ['NoSuchGate', 'not-known'],
      ['constructor', 'not-known'],
    ]);
  });

  it('names no override as idle that has an effect', () => {
    expect(idleOverrides(minor(24), [hints(false), hints(true)])).toEqual([]);
  });
});
