import { describe, expect, it } from 'vitest';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import { dialled } from '#lib/proxy-filter/dialled.ts';
import { PROXY_REASONS, type ProxyReason, type ReasonValues } from '#lib/proxy-filter/proxy-reasons.ts';
import {
  anEndpoint,
  type EndpointFields,
  NODES,
  type RouteFields,
  routeNode,
} from '#lib/proxy-filter/routing.test-support.ts';

const endpoints = (...fields: readonly EndpointFields[]) => fields.map((each, index) => anEndpoint(index + 1, each));
const HINTED = endpoints({ zones: ['a'] }, { zones: ['b'] });
const AUTO = { annotations: { 'service.kubernetes.io/topology-aware-hints': 'auto' } };
const KEY = 'service.kubernetes.io/topology-aware-hints';
const PORT = { name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 };
const LOCAL_INSIDE = { internalTrafficPolicy: 'Local' };
const LOCAL_OUTSIDE = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [PORT] };
const ENDING_HERE: EndpointFields = { on: 'a1', state: 'serving-terminating' };
const OLD = { minor: 22, gates: { TopologyAwareHints: true } };

/** An endpoint in zone a on no node, and one in zone b on node b1. */
function byKeys(topologyKeys: readonly string[]): RouteFields {
  const [first, second] = endpoints({}, { on: 'b1' });
  if (first === undefined || second === undefined) throw new Error('Cannot route: two endpoints are missing');
  return {
    minor: 21,
    gates: { ServiceTopology: true },
    service: { topologyKeys },
    nodes: NODES.map((node) => ({ ...node, labels: { ...node.labels, [HOSTNAME_LABEL]: node.name } })),
    endpoints: [
      { ...first, zone: 'a' },
      { ...second, zone: 'b' },
    ],
  };
}

interface ReasonCase {
  readonly reason: ProxyReason;
  readonly when: RouteFields;
  readonly on?: string;
  /** The list is asked for traffic from outside. */
  readonly outside?: true;
  readonly values: ReasonValues;
}

const CASES: readonly ReasonCase[] = [
  { reason: 'same-zone', when: { endpoints: HINTED }, values: { zone: 'a', endpoints: 1 } },
  {
    reason: 'same-node',
    when: { endpoints: endpoints({ nodes: ['a1'], zones: ['a'] }) },
    values: { node: 'a1', endpoints: 1 },
  },
  {
    reason: 'same-zone-but-none-ready',
    when: { ...OLD, service: AUTO, endpoints: endpoints({ zones: ['a'], state: 'unready' }, { zones: ['b'] }) },
    values: { zone: 'a', endpoints: 0 },
  },
  {
    reason: 'same-zone-but-none-ready',
    when: {
      ...OLD,
      service: AUTO,
      endpoints: endpoints({ zones: ['a'], state: 'unready' }, { zones: ['b'], state: 'unready' }),
    },
    values: { zone: 'a', endpoints: 0 },
  },
  { reason: 'no-endpoint', when: {}, values: {} },
  { reason: 'no-endpoint', when: { service: LOCAL_INSIDE }, values: {} },
  { reason: 'no-endpoint', when: { ...byKeys([ZONE_LABEL]), endpoints: [] }, values: {} },
  { reason: 'no-ready-endpoint', when: { endpoints: endpoints({ state: 'unready' }) }, values: { endpoints: 1 } },
  {
    reason: 'no-ready-endpoint',
    when: { ...byKeys(['*']), endpoints: endpoints({ state: 'serving-terminating' }) },
    values: { endpoints: 1 },
  },
  {
    reason: 'terminating-fallback',
    when: { endpoints: endpoints({ state: 'serving-terminating' }, { state: 'unready' }) },
    values: { endpoints: 1 },
  },
  { reason: 'gate-off', when: { minor: 23, service: AUTO, endpoints: HINTED }, values: { gate: 'TopologyAwareHints' } },
  { reason: 'annotation-missing', when: { minor: 24, endpoints: HINTED }, values: { key: KEY } },
  {
    reason: 'annotation-missing',
    when: { minor: 27, endpoints: HINTED },
    values: { key: 'service.kubernetes.io/topology-mode' },
  },
  {
    reason: 'annotation-not-enabling',
    when: { minor: 24, service: { annotations: { [KEY]: 'Disabled' } }, endpoints: HINTED },
    values: { key: KEY, value: 'Disabled' },
  },
  { reason: 'node-without-zone', when: { endpoints: HINTED }, on: 'none', values: {} },
  { reason: 'node-without-zone', when: { minor: 24, service: AUTO, endpoints: HINTED }, on: 'none', values: {} },
  { reason: 'no-hints', when: { endpoints: endpoints({}, { zones: [] }) }, values: { ready: 2 } },
  { reason: 'no-hints', when: { endpoints: endpoints({}, { state: 'unready' }) }, values: { ready: 1 } },
  {
    reason: 'endpoint-without-zone-hint',
    when: { endpoints: endpoints({ zones: ['a'] }, {}, {}) },
    values: { without: 2, ready: 3, address: '10.0.0.2' },
  },
  {
    reason: 'unready-endpoint-without-zone-hint',
    when: { ...OLD, service: AUTO, endpoints: endpoints({ zones: ['a'] }, { state: 'unready' }) },
    values: { without: 1, ready: 1, address: '10.0.0.2' },
  },
  {
    reason: 'endpoint-without-zone-hint',
    when: { ...OLD, service: AUTO, endpoints: endpoints({ zones: ['a'] }, {}) },
    values: { without: 1, ready: 2, address: '10.0.0.2' },
  },
  {
    reason: 'endpoint-without-zone-hint',
    when: { ...OLD, service: AUTO, endpoints: endpoints({}, { zones: ['a'] }) },
    values: { without: 1, ready: 2, address: '10.0.0.1' },
  },
  {
    reason: 'no-endpoint-hinted-to-zone',
    when: { endpoints: endpoints({ zones: ['b'] }, { zones: ['c'] }) },
    values: { zone: 'a', ready: 2 },
  },
  {
    reason: 'external-policy-local-switches-hints-off',
    when: { ...OLD, service: { ...AUTO, ...LOCAL_OUTSIDE }, endpoints: HINTED },
    values: {},
  },
  {
    reason: 'internal-policy-local',
    when: { service: LOCAL_INSIDE, endpoints: endpoints({ on: 'a1' }, {}) },
    values: { endpoints: 1 },
  },
  {
    reason: 'internal-policy-local',
    when: { minor: 22, service: LOCAL_INSIDE, endpoints: endpoints({ on: 'a1' }, {}) },
    values: { endpoints: 1 },
  },
  {
    reason: 'internal-policy-local',
    when: { service: LOCAL_INSIDE, endpoints: endpoints(ENDING_HERE) },
    values: { endpoints: 1 },
  },
  {
    reason: 'internal-policy-local-without-endpoint',
    when: { minor: 24, service: LOCAL_INSIDE, endpoints: endpoints(ENDING_HERE) },
    values: {},
  },
  {
    reason: 'internal-policy-local-without-endpoint',
    when: {
      minor: 22,
      gates: { ProxyTerminatingEndpoints: true },
      service: LOCAL_INSIDE,
      endpoints: endpoints(ENDING_HERE),
    },
    values: {},
  },
  {
    reason: 'internal-policy-local-without-endpoint',
    when: { service: LOCAL_INSIDE, endpoints: endpoints({ on: 'b1' }) },
    values: {},
  },
  {
    reason: 'internal-policy-local-without-endpoint',
    when: { minor: 22, service: LOCAL_INSIDE, endpoints: endpoints({ on: 'b1' }) },
    values: {},
  },
  {
    reason: 'external-policy-local',
    when: { service: LOCAL_OUTSIDE, endpoints: endpoints({ on: 'a1' }) },
    outside: true,
    values: { endpoints: 1 },
  },
  {
    reason: 'external-policy-local-without-endpoint',
    when: { service: LOCAL_OUTSIDE, endpoints: endpoints({ on: 'b1' }) },
    outside: true,
    values: {},
  },
  { reason: 'windows-ignores-hints', when: { endpoints: HINTED, dataPlaneOf: () => 'windows' }, values: {} },
  {
    reason: 'data-plane-ignores-hints',
    when: { endpoints: HINTED, dataPlaneOf: () => 'ovn-kubernetes' },
    values: { dataPlane: 'ovn-kubernetes' },
  },
  {
    reason: 'topology-keys',
    when: { minor: 21, gates: { TopologyAwareHints: true, ServiceTopology: true }, service: AUTO, endpoints: HINTED },
    values: {},
  },
  { reason: 'topology-key-zone', when: byKeys([ZONE_LABEL]), values: { zone: 'a', endpoints: 1 } },
  { reason: 'topology-key-hostname', when: byKeys([HOSTNAME_LABEL]), on: 'b1', values: { node: 'b1', endpoints: 1 } },
  {
    reason: 'topology-keys-without-match',
    when: byKeys([HOSTNAME_LABEL, 'topology.kubernetes.io/region']),
    values: { keys: 'kubernetes.io/hostname, topology.kubernetes.io/region' },
  },
  {
    reason: 'gate-off',
    when: {
      minor: 21,
      gates: { TopologyAwareHints: true, EndpointSliceProxying: false },
      service: AUTO,
      endpoints: HINTED,
    },
    values: { gate: 'EndpointSliceProxying' },
  },
];

describe('every choice comes with its reason', () => {
  it.each(CASES)('$reason: $when.minor $values', ({ reason, when, on = 'a1', outside, values }) => {
    const { routeClass } = routeNode(when, on);
    const answer = dialled(routeClass, { from: outside ? 'outside' : 'cluster', proxier: 'iptables' });
    expect([answer.reason, answer.reasonValues]).toEqual([reason, values]);
    if (!outside) expect(routeClass.reason).toBe(reason);
  });

  it('has a case for each reason', () => {
    expect(new Set(CASES.map(({ reason }) => reason))).toEqual(new Set(PROXY_REASONS));
  });

  it('blames a missing hint before the missing zone where kube-proxy does', () => {
    const partly = endpoints({ zones: ['a'] }, {});
    expect(routeNode({ endpoints: partly }, 'none').routeClass.reason).toBe('endpoint-without-zone-hint');
    expect(routeNode({ minor: 24, service: AUTO, endpoints: partly }, 'none').routeClass.reason).toBe(
      'node-without-zone',
    );
  });
});
