import { describe, expect, test } from 'vitest';
import { emptySlice } from '#lib/endpoint-slice/empty-slice.ts';
import { reconcileAddressType } from '#lib/endpoint-slice/reconcile-address-type.ts';
import { chooseHinting } from '#lib/hints/choose-hinting.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintsOf, nodesIn, podOf, podsOn, serviceOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { type ControllerRules, controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Pod } from '#lib/model/pod.ts';

const OLD = controllerRulesOf({ major: 1, minor: 23, patch: 17 }, { TopologyAwareHints: true });
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const SERVICE = serviceOf({ annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' } });
const NODES = nodesIn('a b');
const PLACEHOLDER = { ...emptySlice(SERVICE, 'IPv4', []), name: 'placeholder', uid: 'uid-1', creationTime: 7 };

function reconciled(pods: readonly Pod[], existing: readonly EndpointSlice[], rules: ControllerRules = NEW) {
  return reconcileAddressType(pods, {
    service: SERVICE,
    addressType: 'IPv4',
    nodeByName: new Map(NODES.map((node) => [node.name, node])),
    rules,
    existing,
    hinting: chooseHinting(SERVICE, rules),
    ratios: cpuRatios(NODES, rules),
    maxEndpointsPerSlice: 2,
  });
}

test('new endpoints get new slices, with hints', () => {
  const result = reconciled(podsOn('node-0', 'node-1', 'node-1', 'node-0'), []);
  expect(result.toCreate.map(hintsOf)).toEqual(['a b', 'b a']);
  expect(result).toMatchObject({ toUpdate: [], toDelete: [], unchanged: [], errors: [], failed: false });
});

describe('without endpoints', () => {
  test('a placeholder is created', () => {
    expect(reconciled([], []).toCreate).toEqual([emptySlice(SERVICE, 'IPv4', [])]);
  });

  test('one that is there stays', () => {
    const result = reconciled([], [PLACEHOLDER]);
    expect(result).toMatchObject({ toCreate: [], toUpdate: [], toDelete: [], unchanged: [PLACEHOLDER] });
  });

  test('old minors write it again', () => {
    expect(reconciled([], [PLACEHOLDER], OLD)).toMatchObject({ toUpdate: [PLACEHOLDER], unchanged: [] });
  });

  test('a slice that lost its endpoints becomes the placeholder, two become one', () => {
    const result = reconciled([], [sliceOf('one', 'a'), sliceOf('two', 'b')]);
    expect(result.toUpdate).toEqual([{ ...emptySlice(SERVICE, 'IPv4', []), name: 'one', uid: 'uid-one' }]);
    expect(result.toDelete.map((slice) => slice.name)).toEqual(['two']);
  });

  test('a placeholder of the wrong kind is written anew', () => {
    const wrong = { ...PLACEHOLDER, headless: true };
    expect(reconciled([], [wrong]).toUpdate).toEqual([PLACEHOLDER]);
  });

  test('two placeholders are one too many', () => {
    const result = reconciled([], [PLACEHOLDER, { ...PLACEHOLDER, name: 'second' }]);
    expect(result.toUpdate.map((slice) => slice.name)).toEqual(['placeholder']);
    expect(result.toDelete.map((slice) => slice.name)).toEqual(['second']);
  });
});

describe('slices to delete are written over by slices to create, the last first', () => {
  test('a placeholder by the first real slice', () => {
    const result = reconciled(podsOn('node-0', 'node-1'), [PLACEHOLDER]);
    expect(result.toCreate).toEqual([]);
    expect(result.toUpdate).toMatchObject([{ name: 'placeholder', uid: 'uid-1', creationTime: 7 }]);
    expect(result.toUpdate.map(hintsOf)).toEqual(['a b']);
  });

  test('those of ports that are no longer served', () => {
    const stale = ['one', 'two', 'three'].map((name) => sliceOf(name, 'a', { ports: [{ name: '', port: 1 }] }));
    const result = reconciled(podsOn('node-0', 'node-1', 'node-0', 'node-1'), stale);
    expect(result.toUpdate.map((slice) => `${slice.name} ${slice.endpoints[0]?.addresses[0]}`)).toEqual([
      'one 10.0.0.3',
      'two 10.0.0.1',
    ]);
    expect(result.toDelete.map((slice) => slice.name)).toEqual(['three']);
  });

  test('the first of several is created where fewer are deleted', () => {
    const result = reconciled(podsOn('node-0', 'node-1', 'node-0', 'node-1'), [PLACEHOLDER]);
    expect(result.toCreate.map((slice) => slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.1']);
    expect(result.toUpdate.map((slice) => slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.3']);
  });
});

describe('a pod on a missing Node', () => {
  const pods = podsOn('node-0', 'gone', 'node-1');
  const existing = [sliceOf('old', 'a')];

  test('fails the sync of an old minor: nothing is written', () => {
    expect(reconciled(pods, existing, OLD)).toEqual({
      toCreate: [],
      toUpdate: [],
      toDelete: [],
      unchanged: existing,
      decision: { reason: 'sync-failed-on-missing-node', values: { pod: 'svc-1', node: 'gone' } },
      oneOfSeveral: false,
      countsOneOfSeveral: false,
      errors: ['node "gone" not found'],
      failed: true,
    });
  });

  test('is left out by a newer one, which writes the rest', () => {
    const result = reconciled(pods, []);
    expect(result.toCreate.map(hintsOf)).toEqual(['a b']);
    expect(result).toMatchObject({ failed: false, errors: [expect.stringContaining('svc-1')] });
  });
});

test('hints are computed over all port maps together', () => {
  const ports = [{ name: 'web', containerPort: 8080, protocol: 'TCP' }];
  const container = { name: 'c', image: 'i', requests: {}, ports };
  const named = { ...SERVICE, ports: [{ name: '', protocol: 'TCP', port: 80, targetPort: 'web' }] };
  const pods = [
    podOf('p', { nodeName: 'node-0', podIPs: ['10.0.0.1'], containers: [container] }),
    podOf('q', { nodeName: 'node-1', podIPs: ['10.0.0.2'] }),
  ];
  const result = reconcileAddressType(pods, {
    service: named,
    addressType: 'IPv4',
    nodeByName: new Map(NODES.map((node) => [node.name, node])),
    rules: NEW,
    existing: [],
    hinting: chooseHinting(named, NEW),
    ratios: cpuRatios(NODES, NEW),
    maxEndpointsPerSlice: 100,
  });
  expect(result.toCreate.map((slice) => `${slice.ports.length} ${hintsOf(slice)}`)).toEqual(['1 a', '0 b']);
});
