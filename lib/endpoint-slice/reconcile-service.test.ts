import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReconcileInput, reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintsOf, nodeOf, nodesIn, podOf, podsOn, serviceOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Pod } from '#lib/model/pod.ts';

const ON = { TopologyAwareHints: true };
const OLD = controllerRulesOf({ major: 1, minor: 23, patch: 17 }, ON);
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const AUTO = serviceOf({ annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' } });

/** A sync of the Auto Service over zones a and b, from nothing, unless told otherwise. */
function sync(input: Partial<ReconcileInput> = {}) {
  let created = 0;
  return reconcileService({
    service: AUTO,
    pods: podsOn('node-0', 'node-1'),
    nodes: nodesIn('a b'),
    slices: [],
    rules: NEW,
    state: EMPTY_HINT_MEMORY,
    newSliceName: (addressType) => `svc-${addressType}-${created++}`,
    ...input,
  });
}

function dualPods(...nodeNames: readonly string[]): readonly Pod[] {
  return podsOn(...nodeNames).map((pod, index) => ({ ...pod, podIPs: [...pod.podIPs, `fd00::${index + 1}`] }));
}

function nameAfterFirstSync(): (addressType: string) => string {
  let created = 0;
  return (addressType) => `later-${addressType}-${created++}`;
}

const DUAL = { ...AUTO, ipFamilies: ['IPv4', 'IPv6'] };

test('from pods to slices with hints, a remembered state and one Event', () => {
  const result = sync();
  expect(result.slices.map((slice) => `${slice.name} ${hintsOf(slice)}`)).toEqual(['svc-IPv4-0 a b']);
  expect(result.toCreate).toEqual(result.slices);
  expect(result.events.map((event) => event.message)).toEqual([
    'Topology Aware Hints has been enabled, addressType: IPv4',
  ]);
  expect(result.state.populated).toBe(true);
  expect(result.error).toBeUndefined();
  expect(result.decision.reason).toBe('hinted-by-cpu-share');
  expect(result.byFamily.get('IPv4')).toMatchObject({
    decision: { reason: 'hinted-by-cpu-share' },
    readyEndpoints: 2,
    hintedReady: 2,
    oneOfSeveral: false,
    countsOneOfSeveral: false,
  });
});

test('a second sync changes nothing and announces nothing', () => {
  const first = sync();
  const second = sync({ slices: first.slices, state: first.state });
  expect(second).toMatchObject({ toCreate: [], toUpdate: [], toDelete: [], events: [] });
  expect(second.unchanged).toEqual(first.slices);
  expect(second.state).toEqual(first.state);
});

describe('what is touched', () => {
  const foreign = [
    sliceOf('other-service', 'a', { serviceName: 'other' }),
    sliceOf('other-namespace', 'a', { namespace: 'other' }),
    sliceOf('mirrored', 'a', { managedBy: 'endpointslicemirroring-controller.k8s.io' }),
    sliceOf('leaving', 'a', { deletionTime: 1 }),
  ];

  test('only the Service’s own slices', () => {
    const result = sync({ slices: foreign });
    expect(result.slices.map((slice) => slice.name)).toEqual(['svc-IPv4-0']);
    expect([...result.toUpdate, ...result.toDelete, ...result.unchanged]).toEqual([]);
  });

  test('only pods that the selector matches', () => {
    const strangers = [podOf('x', { labels: {}, nodeName: 'node-0', podIPs: ['10.0.9.9'] })];
    expect(sync({ pods: [...strangers, ...podsOn('node-0', 'node-1')] }).byFamily.get('IPv4')?.readyEndpoints).toBe(2);
  });
});

describe('Services that get no slices', () => {
  const existing = [sliceOf('s', 'a:a')];

  test('without selector', () => {
    const { selector: _, ...service } = AUTO;
    const state = { ...EMPTY_HINT_MEMORY, populated: true };
    const result = sync({ service, slices: existing, state });
    expect(result).toMatchObject({ slices: existing, unchanged: existing, toCreate: [], toUpdate: [], toDelete: [] });
    expect(result.decision.reason).toBe('service-without-selector');
    expect(result.state).toBe(state);
    expect(sync({ service: { ...AUTO, selector: {} } }).decision.reason).toBe('service-without-selector');
  });

  test('of type ExternalName, in newer minors', () => {
    const service = { ...AUTO, type: 'ExternalName' };
    expect(sync({ service }).decision.reason).toBe('service-is-external-name');
    expect(sync({ service }).slices).toEqual([]);
    expect(sync({ service, rules: OLD }).slices).toHaveLength(1);
  });

  test('being deleted: no new ones, but old ones are kept right', () => {
    const service = { ...AUTO, deletionTime: 1 };
    expect(sync({ service }).slices).toEqual([]);
    const result = sync({ service, slices: [sliceOf('s', 'a')] });
    expect(result.slices.map((slice) => slice.name)).toEqual(['s']);
  });
});

describe('families', () => {
  test('have slices, hints and decisions of their own', () => {
    const pods = [
      podOf('svc-0', { nodeName: 'node-0', podIPs: ['10.0.0.1', 'fd00::1'] }),
      podOf('svc-1', { nodeName: 'node-1', podIPs: ['10.0.0.2'] }),
    ];
    const result = sync({ service: DUAL, pods });
    expect(result.slices.map((slice) => `${slice.name} ${hintsOf(slice)}`)).toEqual(['svc-IPv4-0 a b', 'svc-IPv6-1 -']);
    expect([...result.byFamily].map(([family, { decision }]) => `${family} ${decision.reason}`)).toEqual([
      'IPv4 hinted-by-cpu-share',
      'IPv6 fewer-endpoints-than-zones',
    ]);
    expect(result.decision.reason).toBe('fewer-endpoints-than-zones');
    expect(result.events.map((event) => event.message)).toEqual([
      'Topology Aware Hints has been enabled, addressType: IPv4',
      'Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv6',
    ]);
  });

  test('keep their slices, each its own, at the next sync', () => {
    const pods = dualPods('node-0', 'node-1');
    const before = sync({ service: DUAL, pods });
    const after = sync({ service: DUAL, pods, slices: before.slices, state: before.state });
    expect([after.toDelete, after.toCreate, after.toUpdate]).toEqual([[], [], []]);
    expect(after.slices).toEqual(before.slices);
  });

  test('are announced once for both', () => {
    expect(sync({ service: DUAL, pods: dualPods('node-0', 'node-1') }).events).toHaveLength(1);
  });

  test('that the Service lost are deleted and forgotten', () => {
    const before = sync({ service: DUAL, pods: dualPods('node-0', 'node-1') });
    const after = sync({ slices: before.slices, state: before.state });
    expect(after.toDelete.map((slice) => slice.addressType)).toEqual(['IPv6']);
    expect(after.slices.map((slice) => slice.addressType)).toEqual(['IPv4']);
    expect([...after.state.hintsByZoneByAddressType.keys()]).toEqual(['IPv4']);
    expect([...after.byFamily.keys()]).toEqual(['IPv4']);
  });
});

describe('errors', () => {
  test('of both families are told once, several in brackets', () => {
    const pods = dualPods('gone', 'node-0', 'away');
    expect(sync({ service: DUAL, pods }).error).toBe(
      '[skipping Pod svc-0 for Service default/svc: Node gone Not Found, skipping Pod svc-2 for Service default/svc: Node away Not Found]',
    );
    expect(sync({ pods: podsOn('gone') }).error).toBe(
      'skipping Pod svc-0 for Service default/svc: Node gone Not Found',
    );
  });

  test('that fail the sync leave state and slices alone', () => {
    const before = sync({ rules: OLD });
    const after = sync({ rules: OLD, slices: before.slices, state: before.state, pods: podsOn('gone') });
    expect(after.error).toBe('node "gone" not found');
    expect(after.slices).toEqual(before.slices);
    expect(after.state).toEqual(before.state);
    expect(after.decision.reason).toBe('sync-failed-on-missing-node');
  });
});

describe('opting out', () => {
  test('removes hints, forgets them and says so once', () => {
    const before = sync();
    const after = sync({ service: serviceOf(), slices: before.slices, state: before.state });
    expect(after.toUpdate.map(hintsOf)).toEqual(['- -']);
    expect(after.state).toEqual(EMPTY_HINT_MEMORY);
    expect(after.events.map((event) => event.message)).toEqual([
      'Topology Aware Hints has been disabled, addressType: IPv4',
    ]);
    expect(sync({ service: serviceOf(), slices: after.slices, state: after.state }).events).toEqual([]);
  });

  test('without the topology cache nothing is remembered or forgotten', () => {
    const rules = controllerRulesOf({ major: 1, minor: 27, patch: 16 }, { TopologyAwareHints: false });
    const result = sync({ rules, slices: [sliceOf('s', 'a:a')], pods: podsOn('node-0') });
    expect(result.slices.map(hintsOf)).toEqual(['-']);
    expect(result).toMatchObject({ events: [], state: EMPTY_HINT_MEMORY, decision: { reason: 'hints-gate-off' } });
  });
});

describe('the shares as they were last counted', () => {
  test('decide, while endpoints learn their zones from the nodes as they are', () => {
    const ratios = cpuRatios(nodesIn('a b'), NEW);
    const nodes = [nodeOf('node-0', { zone: 'x' }), nodeOf('node-1', { zone: 'y' })];
    const result = sync({ ratios, nodes });
    expect(result.slices.map(hintsOf)).toEqual(['x y']);
    expect(result.byFamily.get('IPv4')?.decision.values).toEqual({ zones: 2 });
  });
});

describe('a node that gets another zone', () => {
  const nodes = [nodeOf('node-0', { zone: 'a' }), nodeOf('node-1', { zone: 'c' })];

  test('reaches its endpoints at the next sync', () => {
    const before = sync();
    const after = sync({ slices: before.slices, state: before.state, nodes });
    expect(after.toUpdate.map((slice) => slice.endpoints.map((endpoint) => endpoint.zone))).toEqual([['a', 'c']]);
    expect(after.toUpdate.map(hintsOf)).toEqual(['a c']);
  });

  test('does not in old minors, until something else changes the slice', () => {
    const before = sync({ rules: OLD });
    const unseen = sync({ rules: OLD, slices: before.slices, state: before.state, nodes });
    expect(unseen.slices[0]?.endpoints.map((endpoint) => endpoint.zone)).toEqual(['a', 'b']);
    const [first, second] = podsOn('node-0', 'node-1');
    const pods = [
      { ...podOf(''), ...first, ready: { status: 'False' } as const },
      { ...podOf(''), ...second },
    ];
    const seen = sync({ rules: OLD, slices: before.slices, state: before.state, nodes, pods });
    expect(seen.slices[0]?.endpoints.map((endpoint) => endpoint.zone)).toEqual(['a', 'c']);
  });
});

test('endpoints beyond the limit go to another slice, 100 by default', () => {
  const names = Array.from({ length: 101 }, (_, index) => `node-${index % 2}`);
  expect(sync({ pods: podsOn(...names) }).slices.map((slice) => slice.endpoints.length)).toEqual([100, 1]);
  expect(sync({ maxEndpointsPerSlice: 1 }).slices.map((slice) => slice.endpoints.length)).toEqual([1, 1]);
});

test('what comes in is not changed, and what comes out settles: the next sync writes nothing new', () => {
  const nodeNames = fc.array(fc.constantFrom('node-0', 'node-1', 'node-2'), { maxLength: 7 });
  const zones = fc.constantFrom('a b c', 'a a b', 'a a a', 'c b a');
  fc.assert(
    fc.property(nodeNames, nodeNames, zones, (first, second, nodeZones) => {
      const nodes = nodesIn(nodeZones);
      const before = sync({ pods: podsOn(...first), nodes, maxEndpointsPerSlice: 3 });
      const input = { pods: podsOn(...second), nodes, slices: before.slices, state: before.state };
      const copy = structuredClone(input);
      const after = sync({ ...input, maxEndpointsPerSlice: 3, newSliceName: nameAfterFirstSync() });
      expect(input).toEqual(copy);
      const settled = sync({ ...input, slices: after.slices, state: after.state, maxEndpointsPerSlice: 3 });
      expect(settled.slices).toEqual(after.slices);
    }),
  );
});
