import { describe, expect, test } from 'vitest';
import {
  nodesNeedCounting,
  overloadedServices,
  podChangeQueuesService,
  servicesQueuedByPod,
  sliceChangeQueuesService,
} from '#lib/endpoint-slice/sync-triggers.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { nodeOf, nodesIn, podOf, serviceOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { EMPTY_HINT_MEMORY, type HintMemory } from '#lib/hints/hint-memory.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';

const ON = { TopologyAwareHints: true };
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const OLD = controllerRulesOf({ major: 1, minor: 24, patch: 17 }, ON);
const WITHOUT_CACHE = controllerRulesOf({ major: 1, minor: 24, patch: 17 }, {});

describe('a change of a Node', () => {
  const node = nodeOf('n', { zone: 'a' });

  test.each<[string, Node | undefined, Node | undefined, boolean]>([
    ['added', undefined, node, true],
    ['deleted', node, undefined, true],
    ['nothing', undefined, undefined, false],
    ['turned NotReady', node, nodeOf('n', { zone: 'a', ready: false }), true],
    ['turned Ready', nodeOf('n', { zone: 'a', ready: false }), node, true],
    ['another zone', node, nodeOf('n', { zone: 'b' }), true],
    ['a zone label that was empty is removed', nodeOf('n', { zone: '' }), nodeOf('n', {}), false],
    ['more CPU', node, nodeOf('n', { zone: 'a', cpu: '8' }), false],
    ['cordoned', node, { ...node, unschedulable: true }, false],
    ['a role label', node, nodeOf('n', { zone: 'a', controlPlane: true }), false],
    ['tainted', node, { ...node, taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] }, false],
  ])('%s', (_, previous, current, counts) => {
    expect(nodesNeedCounting(previous, current, NEW)).toBe(counts);
  });

  test('of its zone is not noticed by old minors, one of readiness is', () => {
    expect(nodesNeedCounting(node, nodeOf('n', { zone: 'b' }), OLD)).toBe(false);
    expect(nodesNeedCounting(node, nodeOf('n', { zone: 'a', ready: false }), OLD)).toBe(true);
  });

  test('counts for nothing without the topology cache', () => {
    expect(nodesNeedCounting(undefined, node, WITHOUT_CACHE)).toBe(false);
  });
});

describe('a counting of the nodes', () => {
  const remembering = (...counts: readonly Readonly<Record<string, number>>[]): HintMemory => ({
    hintsByZoneByAddressType: new Map(counts.map((count, index) => [`IPv${index}`, new Map(Object.entries(count))])),
    populated: true,
  });

  test('queues the Services that it overloads, in one family at least, and no others', () => {
    const memoryByService = new Map([
      ['ns/two-zones', remembering({ a: 2, b: 2 })],
      ['ns/three-zones', remembering({ a: 2, b: 2, c: 2 })],
      ['ns/one-family', remembering({ a: 2, b: 2, c: 2 }, { a: 3, b: 3 })],
      ['ns/no-hints', EMPTY_HINT_MEMORY],
    ]);
    expect(overloadedServices(memoryByService, cpuRatios(nodesIn('a b c'), NEW))).toEqual([
      'ns/one-family',
      'ns/two-zones',
    ]);
  });
});

describe('a change of a pod', () => {
  const pod = podOf('p', { podIPs: ['10.0.0.1'] });
  const { ready: _, ...silent } = pod;

  test.each<[string, Pod | undefined, Pod | undefined, boolean]>([
    ['added', undefined, pod, true],
    ['deleted', pod, undefined, true],
    ['nothing', undefined, undefined, false],
    ['the same', pod, pod, false],
    ['not ready any more', pod, { ...pod, ready: { status: 'False' } }, true],
    ['ready after it did not tell', silent, pod, true],
    ['not ready after it did not tell', silent, { ...pod, ready: { status: 'Unknown' } }, false],
    ['ready before it stopped telling', pod, silent, true],
    ['terminating no more', { ...pod, deletionTime: 1 }, pod, true],
    ['another address', pod, { ...pod, podIPs: ['10.0.0.2'] }, true],
    ['one address more', pod, { ...pod, podIPs: ['10.0.0.1', 'fd00::1'] }, true],
    ['terminating', pod, { ...pod, deletionTime: 1 }, true],
    ['any change while it terminates', { ...pod, deletionTime: 1 }, { ...pod, deletionTime: 1 }, true],
    ['a label', pod, { ...pod, labels: { app: 'svc', x: 'y' } }, true],
    ['another value of a label', pod, { ...pod, labels: { app: 'other' } }, true],
    ['another label', pod, { ...pod, labels: { other: 'svc' } }, true],
    ['hostname', pod, { ...pod, hostname: 'h' }, true],
    ['subdomain', pod, { ...pod, subdomain: 's' }, true],
    ['its phase', pod, { ...pod, phase: 'Failed' }, false],
    ['a restart', pod, { ...pod, containerRestarts: [{ name: 'c', restartCount: 1 }] }, false],
  ])('%s', (_name, previous, current, queues) => {
    expect(podChangeQueuesService(previous, current)).toBe(queues);
  });

  describe('queues', () => {
    const services = [
      serviceOf(),
      serviceOf({ name: 'web', selector: { tier: 'web' } }),
      serviceOf({ name: 'all', selector: { team: 't' } }),
    ];
    const member = podOf('p', { podIPs: ['10.0.0.1'], labels: { app: 'svc', team: 't' } });
    const moved = { ...member, labels: { tier: 'web', team: 't' } };
    const names = (previous: Pod | undefined, current: Pod | undefined) =>
      servicesQueuedByPod(services, previous, current).map((service) => service.name);

    test('the Services that select an added or deleted pod', () => {
      expect(names(undefined, member)).toEqual(['svc', 'all']);
      expect(names(member, undefined)).toEqual(['svc', 'all']);
    });

    test('those that it left or joined, where only labels changed', () => {
      expect(names(member, moved)).toEqual(['svc', 'web']);
    });

    test('all that select it then or now, where it changed itself', () => {
      expect(names(member, { ...moved, ready: { status: 'False' } })).toEqual(['svc', 'web', 'all']);
    });

    test('none where nothing of interest changed', () => {
      expect(names(member, { ...member, phase: 'Failed' })).toEqual([]);
    });
  });
});

test.each([
  ['one of its own deleted', sliceOf('s', ''), undefined, true],
  ['one of its own changed', sliceOf('s', ''), sliceOf('s', 'a'), true],
  ['one taken away from it', sliceOf('s', ''), sliceOf('s', '', { managedBy: 'me' }), true],
  ['one given to it', undefined, sliceOf('s', ''), true],
  ['a foreign one', sliceOf('s', '', { managedBy: 'me' }), undefined, false],
])('a change of a slice by somebody else: %s', (_, previous, slice, queues) => {
  expect(sliceChangeQueuesService(previous, slice)).toBe(queues);
});
