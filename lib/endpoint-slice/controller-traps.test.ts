import { describe, expect, test } from 'vitest';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { addHints } from '#lib/hints/add-hints.ts';
import { allocations } from '#lib/hints/allocations.ts';
import { chooseHinting } from '#lib/hints/choose-hinting.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import {
  endpointOf,
  hintsOf,
  nodeOf,
  nodesIn,
  podsOn,
  serviceOf,
  sliceOf,
  TUTORIAL_NODES,
} from '#lib/hints/fixtures/small-cluster.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { removeHints } from '#lib/hints/remove-hints.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Node } from '#lib/model/node.ts';
import { toNode } from '#lib/to-model/node.ts';

/* What a port of the EndpointSlice controller would get wrong, each by its sentence. */

const OLD = controllerRulesOf({ major: 1, minor: 22, patch: 17 }, { TopologyAwareHints: true });
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, { PreferSameTrafficDistribution: true });
const AUTO = serviceOf({ annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' } });

function hinted(sketch: string, nodes: readonly Node[], rules = NEW) {
  return addHints(
    { toCreate: [sliceOf('s', sketch)], toUpdate: [], unchanged: [] },
    { ratios: cpuRatios(nodes, rules), rules },
  );
}

describe('a missing "ready" is not ready to the controller', () => {
  const silent = sliceOf('s', '', {
    endpoints: [
      endpointOf('10.0.0.1', { zone: 'a', conditions: {} }),
      endpointOf('10.0.0.2', { zone: 'a' }),
      endpointOf('10.0.0.3', { zone: 'b' }),
    ],
  });
  const partition = { toCreate: [silent], toUpdate: [], unchanged: [] };

  test('by CPU it is neither counted nor hinted', () => {
    const result = addHints(partition, { ratios: cpuRatios(nodesIn('a b'), NEW), rules: NEW });
    expect(result.toCreate.map(hintsOf)).toEqual(['- a b']);
    expect([...(result.hintsByZone?.values() ?? [])]).toEqual([1, 1]);
  });

  test('by trafficDistribution it is not hinted', () => {
    expect(reconcileTrafficDistribution(partition, 'PreferClose', NEW).toCreate.map(hintsOf)).toEqual(['- a b']);
  });
});

test('topology-aware-hints with an odd value hides topology-mode: Auto', () => {
  const annotations = {
    'service.kubernetes.io/topology-aware-hints': '',
    'service.kubernetes.io/topology-mode': 'Auto',
  };
  expect(chooseHinting(serviceOf({ annotations }), NEW)).toMatchObject({
    kind: 'none',
    decision: { reason: 'annotation-shadowed' },
  });
});

describe('one Node ends hints for the whole cluster', () => {
  const nodes = nodesIn('a b');

  test.each([
    ['without zone', nodeOf('x', {})],
    ['without CPU', nodeOf('x', { zone: 'a', cpu: '' })],
  ])('%s', (_, node) => {
    expect(hinted('a b', [...nodes, node]).hintsByZone).toBeUndefined();
  });

  test.each([
    ['but not a control-plane Node', nodeOf('x', { controlPlane: true })],
    ['nor one that is NotReady', nodeOf('x', { ready: false, cpu: '' })],
  ])('%s', (_, node) => {
    expect(hinted('a b', [...nodes, node]).hintsByZone).toBeDefined();
  });

  test('a control-plane Node does in the oldest minors', () => {
    expect(hinted('a b', [...nodes, nodeOf('x', { controlPlane: true })], OLD).hintsByZone).toBeUndefined();
  });
});

test('a control-plane Node is out of the shares, but its pods count as endpoints of its zone', () => {
  const result = reconcileService({
    service: AUTO,
    pods: podsOn('kind-control-plane', 'kind-worker2', 'kind-worker3'),
    nodes: TUTORIAL_NODES,
    slices: [],
    rules: NEW,
    state: EMPTY_HINT_MEMORY,
    newSliceName: () => 'svc-1',
  });
  expect(result.slices.map(hintsOf)).toEqual(['a b b']);
});

describe('zones of a third and two thirds', () => {
  test('4 endpoints: minima 2 and 3 are more than 4, so no hints', () => {
    expect(hinted('a b a b', TUTORIAL_NODES).decision).toEqual({
      reason: 'overload-threshold',
      values: { endpoints: 4, zones: 2 },
    });
  });

  test('with the control plane counted: two and two', () => {
    expect(hinted('a b a b', TUTORIAL_NODES, OLD).toCreate.map(hintsOf)).toEqual(['a b a b']);
  });
});

test.each([
  ['3920m', 3920],
  ['0.5', 500],
  ['1e1', 10_000],
  ['2k', 2_000_000],
])('CPU written as %s is %i thousandths', (cpu, cpuMilli) => {
  const labels = { 'topology.kubernetes.io/zone': 'a' };
  const conditions = [{ type: 'Ready', status: 'True' }];
  const node = toNode({ metadata: { name: 'n', labels }, status: { conditions, allocatable: { cpu } } });
  expect(cpuRatios(node === undefined ? [] : [node], NEW).cpuMilliByZone.get('a')).toBe(cpuMilli);
});

test('minima at exact multiples of 1.2 need Go’s order of multiplication', () => {
  const ratios = cpuRatios([nodeOf('a', { zone: 'a', cpu: '1' }), nodeOf('b', { zone: 'b', cpu: '4' })], NEW);
  const minima = [6, 12, 18, 24, 30, 36, 42, 48].map((endpoints) => {
    const result = allocations(endpoints, ratios);
    return result.possible
      ? [...result.allocationByZone.values()].map(({ minimum }) => minimum).join('+')
      : result.decision.reason;
  });
  // With the fifth, or the endpoints, divided by 1.2 first they would be 1+4, 2+8, 4+13 and so on.
  expect(minima).toEqual(['overload-threshold', '3+9', '3+12', '5+17', '5+20', '6+24', '8+29', '9+33']);
});

test('desired is raised to the minimum, so that nobody may be left to give and a zone stays short of its minimum', () => {
  // 8 endpoints on shares 1/5, 1/5, 3/5: minima and desires 2, 2 and 4.8 add up to more than there are.
  const nodes = ['1', '1', '3'].map((cpu, index) => nodeOf(`n${index}`, { zone: 'abc'[index] ?? '', cpu }));
  const result = hinted('a a c c c c c c', nodes);
  expect(Object.fromEntries(result.hintsByZone ?? [])).toEqual({ a: 2, b: 1, c: 5 });
  expect(isOverloaded(result.hintsByZone, cpuRatios(nodes, NEW))).toBe(true);
});

test('a zone may get hints though it has no endpoint, and a zone with endpoints may give all but its share', () => {
  const result = hinted('a a a a', nodesIn('a b'));
  expect(result.toCreate.map(hintsOf)).toEqual(['b b a a']);
});

test('with three zones the assignment is one of several, with equal counts; ties go by zone name', () => {
  const result = hinted('a a a', nodesIn('c b a'));
  expect(result.toCreate.map(hintsOf)).toEqual(['b c a']);
  expect(result).toMatchObject({ oneOfSeveral: true, countsOneOfSeveral: false });
});

test('Events are repeated at each sync, and are no transitions', () => {
  const sync = (state = EMPTY_HINT_MEMORY) =>
    reconcileService({
      service: AUTO,
      pods: podsOn('kind-worker'),
      nodes: TUTORIAL_NODES,
      slices: [],
      rules: NEW,
      state,
      newSliceName: () => 'svc-1',
    });
  const first = sync();
  expect(first.events).toHaveLength(1);
  expect(sync(first.state).events).toEqual(first.events);
});

describe('absent hints, {} and an empty list', () => {
  test.each([
    ['absent', {}, 0],
    ['{}', { hints: {} }, 1],
    ['an empty list', { hints: { forZones: [] } }, 1],
  ])('%s in an unchanged slice: written to remove them %i times', (_, hints, written) => {
    const slice = sliceOf('s', '', { endpoints: [endpointOf('10.0.0.1', { zone: 'a', ...hints })] });
    expect(removeHints({ toCreate: [], toUpdate: [], unchanged: [slice] }).toUpdate).toHaveLength(written);
  });

  test('none of them is a hint that could be kept', () => {
    const slice = sliceOf('s', '', {
      endpoints: [
        endpointOf('10.0.0.1', { zone: 'a', hints: {} }),
        endpointOf('10.0.0.2', { zone: 'b', hints: { forZones: ['b'] } }),
      ],
    });
    const result = addHints(
      { toCreate: [], toUpdate: [], unchanged: [slice] },
      { ratios: cpuRatios(nodesIn('a b'), NEW), rules: NEW },
    );
    expect(result.toUpdate.map(hintsOf)).toEqual(['a b']);
  });
});

test('PreferSameNode writes zone hints as well', () => {
  const slice = sliceOf('s', '', { endpoints: [endpointOf('10.0.0.1', { zone: 'a', nodeName: 'n' })] });
  const result = reconcileTrafficDistribution(
    { toCreate: [slice], toUpdate: [], unchanged: [] },
    'PreferSameNode',
    NEW,
  );
  expect(result.toCreate[0]?.endpoints[0]?.hints).toEqual({ forZones: ['a'], forNodes: ['n'] });
});

test('an unchanged slice of the oldest minors is computed anew at every sync, so that nothing sticks', () => {
  const slice = sliceOf('s', 'a:b b:a');
  const partition = { toCreate: [], toUpdate: [], unchanged: [slice] };
  expect(addHints(partition, { ratios: cpuRatios(nodesIn('a b'), OLD), rules: OLD }).toUpdate.map(hintsOf)).toEqual([
    'a b',
  ]);
  expect(addHints(partition, { ratios: cpuRatios(nodesIn('a b'), NEW), rules: NEW }).unchanged).toEqual([slice]);
});
