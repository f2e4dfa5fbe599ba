import { describe, expect, it } from 'vitest';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import { DECISION_STEPS, type Decision, decisionsOf } from '#lib/proxy-filter/decisions.ts';
import {
  anEndpoint,
  type EndpointFields,
  NODES,
  type RouteFields,
  routeNode,
} from '#lib/proxy-filter/routing.test-support.ts';

const endpoints = (...fields: readonly EndpointFields[]) => fields.map((each, index) => anEndpoint(index + 1, each));

interface ChainCase {
  readonly name: string;
  readonly when: RouteFields;
  readonly want: readonly Decision[];
}

const BOTH_HINTS = endpoints(
  { zones: ['a'], nodes: ['a1'] },
  { zones: ['a'], nodes: ['a2'] },
  { zones: ['b'], nodes: ['b1'] },
);

/** An endpoint on node a1 in zone a, and one in zone b. */
function byKeys(key: string): RouteFields {
  return {
    minor: 21,
    gates: { ServiceTopology: true },
    service: { topologyKeys: [key] },
    nodes: NODES.map((node) => ({ ...node, labels: { ...node.labels, [HOSTNAME_LABEL]: node.name } })),
    endpoints: [
      { ...anEndpoint(1, { on: 'a1' }), zone: 'a' },
      { ...anEndpoint(2), zone: 'b' },
    ],
  };
}

const CASES: readonly ChainCase[] = [
  {
    name: 'zone hints that are followed',
    when: { endpoints: endpoints({ zones: ['a'] }, { zones: ['a'] }, { zones: ['b'] }, { state: 'unready' }) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 4, ready: 3 } },
      { step: 'every-endpoint-has-zone-hint', values: { ready: 3 } },
      { step: 'hinted-to-zone', values: { hinted: 2, zone: 'a' } },
      { step: 'only-hinted', values: { endpoints: 2 } },
    ],
  },
  {
    name: 'node hints that are followed',
    when: { endpoints: BOTH_HINTS },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 3, ready: 3 } },
      { step: 'every-endpoint-has-node-hint', values: { ready: 3 } },
      { step: 'hinted-to-node', values: { hinted: 1, node: 'a1' } },
      { step: 'only-hinted', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'node hints for other nodes, then zone hints',
    when: { endpoints: endpoints({ zones: ['a'], nodes: ['a2'] }, { zones: ['b'], nodes: ['b1'] }) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'every-endpoint-has-node-hint', values: { ready: 2 } },
      { step: 'none-hinted-to-node', values: {} },
      { step: 'every-endpoint-has-zone-hint', values: { ready: 2 } },
      { step: 'hinted-to-zone', values: { hinted: 1, zone: 'a' } },
      { step: 'only-hinted', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'node hints that some lack',
    when: { endpoints: endpoints({ zones: ['a'], nodes: ['a1'] }, { zones: ['b'] }) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'node-hints-missing', values: { without: 1, ready: 2 } },
      { step: 'every-endpoint-has-zone-hint', values: { ready: 2 } },
      { step: 'hinted-to-zone', values: { hinted: 1, zone: 'a' } },
      { step: 'only-hinted', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'hints for other zones only',
    when: { endpoints: endpoints({ zones: ['b'] }) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 1, ready: 1 } },
      { step: 'every-endpoint-has-zone-hint', values: { ready: 1 } },
      { step: 'refused', reason: 'no-endpoint-hinted-to-zone', values: { zone: 'a', ready: 1 } },
      { step: 'all-ready', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'hints that one endpoint lacks',
    when: { endpoints: endpoints({ zones: ['a'] }, {}) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'endpoint-without-zone-hint', values: { without: 1, ready: 2, address: '10.0.0.2' } },
      { step: 'all-ready', values: { endpoints: 2 } },
    ],
  },
  {
    name: 'nothing ready, but some serving while they terminate',
    when: { endpoints: endpoints({ state: 'serving-terminating' }, { state: 'unready' }) },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 0 } },
      { step: 'refused', reason: 'terminating-fallback', values: { endpoints: 1 } },
      { step: 'all-serving-terminating', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'nothing at all',
    when: {},
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 0, ready: 0 } },
      { step: 'refused', reason: 'no-endpoint', values: {} },
      { step: 'nothing', values: {} },
    ],
  },
  {
    name: 'node hints that the version does not read',
    when: { minor: 33, endpoints: BOTH_HINTS },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 3, ready: 3 } },
      { step: 'every-endpoint-has-zone-hint', values: { ready: 3 } },
      { step: 'hinted-to-zone', values: { hinted: 2, zone: 'a' } },
      { step: 'only-hinted', values: { endpoints: 2 } },
    ],
  },
  {
    name: 'node hints that the data plane ignores',
    when: { endpoints: BOTH_HINTS, dataPlaneOf: () => 'ovn-kubernetes' },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 3, ready: 3 } },
      { step: 'refused', reason: 'data-plane-ignores-hints', values: { dataPlane: 'ovn-kubernetes' } },
      { step: 'all-ready', values: { endpoints: 3 } },
    ],
  },
  {
    name: 'node hints that an internal policy Local leaves unread',
    when: { service: { internalTrafficPolicy: 'Local' }, endpoints: BOTH_HINTS },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 3, ready: 3 } },
      { step: 'refused', reason: 'internal-policy-local-without-endpoint', values: {} },
      { step: 'nothing', values: {} },
    ],
  },
  {
    name: 'topology keys that any endpoint matches',
    when: byKeys('*'),
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'topology-keys', values: {} },
      { step: 'all-ready', values: { endpoints: 2 } },
    ],
  },
  {
    name: 'a topology key that the zone matches',
    when: byKeys(ZONE_LABEL),
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'topology-key-zone', values: { zone: 'a', endpoints: 1 } },
      { step: 'only-hinted', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'a topology key that the node matches',
    when: byKeys(HOSTNAME_LABEL),
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'topology-key-hostname', values: { node: 'a1', endpoints: 1 } },
      { step: 'only-hinted', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'a topology key that nothing matches',
    when: byKeys('rack'),
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'topology-keys-without-match', values: { keys: 'rack' } },
      { step: 'nothing', values: {} },
    ],
  },
  {
    name: 'an internal policy Local',
    when: {
      service: { internalTrafficPolicy: 'Local' },
      endpoints: endpoints({ on: 'a1', zones: ['b'] }, { zones: ['a'] }),
    },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 2 } },
      { step: 'refused', reason: 'internal-policy-local', values: { endpoints: 1 } },
      { step: 'only-local', values: { endpoints: 1 } },
    ],
  },
  {
    name: 'an internal policy Local whose local endpoint terminates',
    when: {
      service: { internalTrafficPolicy: 'Local' },
      endpoints: endpoints({ on: 'a1', state: 'serving-terminating' }, {}),
    },
    want: [
      { step: 'ready-of-endpoints', values: { endpoints: 2, ready: 1 } },
      { step: 'refused', reason: 'internal-policy-local', values: { endpoints: 1 } },
      { step: 'only-local', values: { endpoints: 1 } },
    ],
  },
];

describe('decisionsOf() tells the chain for', () => {
  it.each(CASES)('$name', ({ when, want }) => {
    expect(decisionsOf(routeNode(when, 'a1').routeClass)).toEqual(want);
  });

  it('all of its steps, in one case or another', () => {
    const steps = CASES.flatMap(({ want }) => want.map(({ step }) => step));
    expect(new Set(steps)).toEqual(new Set(DECISION_STEPS));
  });

  it('the same number of endpoints in its last step as the list has', () => {
    for (const { when } of CASES) {
      const { routeClass } = routeNode(when, 'a1');
      const list = routeClass.policies.usesCluster ? routeClass.cluster : routeClass.local;
      expect(decisionsOf(routeClass).at(-1)?.values['endpoints'] ?? 0).toBe(list?.length ?? 0);
    }
  });
});
