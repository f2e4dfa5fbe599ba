import { describe, expect, test } from 'vitest';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { hintsOf, podsOn, serviceOf, TUTORIAL_NODES } from '#lib/hints/fixtures/small-cluster.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Service } from '#lib/model/service.ts';
import { parseVersion } from '#lib/model/version.ts';

/* A control plane and a worker in zone a, two workers in zone b, and a Service that is scaled 4, 2, 1, 2, 4. */

const GATES = { TopologyAwareHints: true, ServiceTrafficDistribution: true, PreferSameTrafficDistribution: true };
const WORKERS = ['kind-worker', 'kind-worker2', 'kind-worker', 'kind-worker3'];
const AUTO: Partial<Service> = { annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' } };

function scaled(text: string, replicas: number, fields: Partial<Service> = AUTO) {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`Cannot test: ${text} is no version`);
  const result = reconcileService({
    service: serviceOf(fields),
    pods: podsOn(...WORKERS.slice(0, replicas)),
    nodes: TUTORIAL_NODES,
    slices: [],
    rules: controllerRulesOf(version, GATES),
    state: EMPTY_HINT_MEMORY,
    newSliceName: () => 'svc-1',
  });
  return {
    zones: result.slices[0]?.endpoints.map((endpoint) => endpoint.zone).join(' '),
    hints: result.slices.map(hintsOf).join(),
    events: result.events.map((event) => event.message),
  };
}

describe('1.21, where the control plane counts: zones share half and half', () => {
  test('4 replicas: a b a b', () => {
    expect(scaled('1.21.14', 4)).toEqual({ zones: 'a b a b', hints: 'a b a b', events: [] });
  });

  test('2 replicas: a b', () => {
    expect(scaled('1.21.14', 2)).toEqual({ zones: 'a b', hints: 'a b', events: [] });
  });

  test('1 replica: fewer than zones, so no hint, and no Event tells it', () => {
    expect(scaled('1.21.14', 1)).toEqual({ zones: 'a', hints: '-', events: [] });
  });
});

describe.each(['1.23.17', '1.25.16', '1.26.15', '1.31.14', '1.37.2'])(
  '%s, where the control plane does not count: zone a has a third, zone b two',
  (version) => {
    const tells = Number(version.split('.')[1]) >= 26;
    const event = (text: string) => (tells ? [`${text}, addressType: IPv4`] : []);
    const threshold = 'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold';

    test.each([4, 2])('%i replicas: the minima add up to one more, so no hints', (replicas) => {
      const { hints, events } = scaled(version, replicas);
      expect(hints).toBe(replicas === 4 ? '- - - -' : '- -');
      expect(events).toEqual(event(`${threshold} (${replicas} endpoints, 2 zones)`));
    });

    test('1 replica: fewer than zones', () => {
      const { hints, events } = scaled(version, 1);
      expect(hints).toBe('-');
      expect(events).toEqual(event('Insufficient number of endpoints (1 endpoints, 2 zones)'));
    });

    test('3 replicas fit', () => {
      const { hints, events } = scaled(version, 3);
      expect(hints).toBe('b b a');
      expect(events).toEqual(event('Topology Aware Hints has been enabled'));
    });
  },
);

describe('trafficDistribution asks no shares: every replica is for its own zone', () => {
  test.each([
    ['1.31.14', 'PreferClose', 4, 'a b a b'],
    ['1.37.2', 'PreferSameZone', 2, 'a b'],
    ['1.37.2', 'PreferSameNode', 1, 'a'],
    ['1.29.14', 'PreferClose', 2, '- -'],
  ])('%s %s, %i replicas: %s', (version, trafficDistribution, replicas, hints) => {
    expect(scaled(version, replicas, { trafficDistribution })).toMatchObject({ hints, events: [] });
  });
});
