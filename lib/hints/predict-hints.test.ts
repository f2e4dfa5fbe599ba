import { describe, expect, test } from 'vitest';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintsOf, nodesIn, serviceOf, sliceOf, TUTORIAL_NODES } from '#lib/hints/fixtures/small-cluster.ts';
import { predictHints } from '#lib/hints/predict-hints.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const rules = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, { PreferSameTrafficDistribution: true });
const AUTO = serviceOf({ annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } });
const nodes = nodesIn('a b');

test('old hints are not looked at, and what comes in is not changed', () => {
  const slices = [sliceOf('one', 'a:b b:a xa:a xb'), sliceOf('two', 'a:a b:b')];
  const before = structuredClone(slices);
  const predicted = predictHints(AUTO, slices, { nodes, rules });
  expect(predicted.slices.map(hintsOf)).toEqual(['a b - -', 'a b']);
  expect(predicted.slices.map((slice) => slice.name)).toEqual(['one', 'two']);
  expect(predicted.decision.reason).toBe('hinted-by-cpu-share');
  expect(predicted.hinting.kind).toBe('auto');
  expect(slices).toEqual(before);
});

test('Events are those of a controller that starts from nothing', () => {
  expect(predictHints(AUTO, [sliceOf('s', 'a')], { nodes: TUTORIAL_NODES, rules }).events).toEqual([
    {
      type: 'Warning',
      reason: 'TopologyAwareHintsDisabled',
      message: 'Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4',
    },
  ]);
});

describe('families', () => {
  const slices = [sliceOf('six', 'a', { addressType: 'IPv6' }), sliceOf('four', 'a b')];

  test('are decided by themselves, and the worse one decides the whole', () => {
    const predicted = predictHints(AUTO, slices, { nodes, rules });
    expect(predicted.slices.map(hintsOf)).toEqual(['-', 'a b']);
    expect(predicted.byFamily.get('IPv4')).toEqual({
      decision: { reason: 'hinted-by-cpu-share', values: { zones: 2 } },
      countByZone: new Map([
        ['a', 1],
        ['b', 1],
      ]),
      oneOfSeveral: false,
      countsOneOfSeveral: false,
    });
    expect(predicted.byFamily.get('IPv6')?.decision.reason).toBe('fewer-endpoints-than-zones');
    expect(predicted.decision.reason).toBe('fewer-endpoints-than-zones');
    expect(predicted.events.map((event) => event.type)).toEqual(['Normal', 'Warning']);
  });
});

test('trafficDistribution needs no shares and writes no Events', () => {
  const service = serviceOf({ trafficDistribution: 'PreferSameZone' });
  const predicted = predictHints(service, [sliceOf('s', 'a xb:b')], { nodes: [], rules });
  expect(predicted.slices.map(hintsOf)).toEqual(['a -']);
  expect(predicted.decision.reason).toBe('hinted-to-own-zone');
  expect(predicted.events).toEqual([]);
});

test('a Service that has not opted in loses its hints', () => {
  const predicted = predictHints(serviceOf(), [sliceOf('s', 'a:a')], { nodes, rules });
  expect(predicted.slices.map(hintsOf)).toEqual(['-']);
  expect(predicted.decision.reason).toBe('not-opted-in');
});

test('without slices the choice stands alone', () => {
  expect(predictHints(serviceOf(), [], { nodes, rules }).decision.reason).toBe('not-opted-in');
  expect(predictHints(AUTO, [], { nodes, rules }).decision.reason).toBe('nothing-to-hint');
});

test('shares known already are used instead of the nodes', () => {
  const ratios = cpuRatios(nodes, rules);
  expect(predictHints(AUTO, [sliceOf('s', 'a b')], { nodes: [], rules, ratios }).slices.map(hintsOf)).toEqual(['a b']);
});

test('an assignment that could have been another is told', () => {
  const three = nodesIn('a b c');
  expect(predictHints(AUTO, [sliceOf('s', 'a a a')], { nodes: three, rules }).oneOfSeveral).toBe(true);
  expect(predictHints(AUTO, [sliceOf('s', 'a b c')], { nodes: three, rules }).oneOfSeveral).toBe(false);
});

test('one family that could have been assigned otherwise leaves the whole one of several', () => {
  const three = nodesIn('a b c');
  const open = sliceOf('open', 'a a a');
  const certain = sliceOf('certain', 'a b c', { addressType: 'IPv6' });
  const predicted = predictHints(AUTO, [open, certain], { nodes: three, rules });
  expect([...predicted.byFamily].map(([family, { oneOfSeveral }]) => [family, oneOfSeveral])).toEqual([
    ['IPv4', true],
    ['IPv6', false],
  ]);
  expect(predicted.oneOfSeveral).toBe(true);
});
