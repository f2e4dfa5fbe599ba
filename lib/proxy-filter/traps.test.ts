import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { dialled } from '#lib/proxy-filter/dialled.ts';
import { isReadyForProxy, isServingForProxy } from '#lib/proxy-filter/endpoint-list.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import {
  anEndpoint,
  aService,
  aSlice,
  NODES,
  numbers,
  type RouteFields,
  routeNode,
  routeOne,
  rulesOf,
} from '#lib/proxy-filter/routing.test-support.ts';

/** What a port of kube-proxy would get wrong. */
const HINTS_ANNOTATION = 'service.kubernetes.io/topology-aware-hints';
const MODE_ANNOTATION = 'service.kubernetes.io/topology-mode';
const hinted = [anEndpoint(1, { zones: ['a'] }), anEndpoint(2, { zones: ['b'] })];
const auto = (value = 'Auto') => ({ annotations: { [HINTS_ANNOTATION]: value } });

function clusterOn(node: string, fields: RouteFields): readonly number[] | null {
  return numbers(routeNode(fields, node).cluster);
}

describe('what a port of kube-proxy would get wrong', () => {
  it('takes an endpoint whose ready is nil for ready', () => {
    expect(isReadyForProxy({})).toBe(true);
    expect(clusterOn('a1', { endpoints: [anEndpoint(1, { state: 'nil' })] })).toEqual([1]);
  });

  it('takes an endpoint for serving whose serving is nil, even when it is not ready', () => {
    expect(isServingForProxy({ ready: false })).toBe(true);
    const endpoint: Endpoint = { addresses: ['10.0.0.1'], conditions: { ready: false, terminating: true } };
    expect(clusterOn('a1', { endpoints: [endpoint] })).toEqual([1]);
  });

  it('asks ready endpoints only for a hint', () => {
    const endpoints = [...hinted, anEndpoint(3, { state: 'unready' })];
    expect(clusterOn('a1', { endpoints })).toEqual([1]);
    expect(clusterOn('a1', { minor: 23, gates: { TopologyAwareHints: true }, service: auto(), endpoints })).toEqual([
      1,
    ]);
  });

  it('asked every endpoint for a hint in 1.21 and 1.22', () => {
    const endpoints = [...hinted, anEndpoint(3, { state: 'unready' })];
    const fields = { gates: { TopologyAwareHints: true }, service: auto(), endpoints };
    expect(clusterOn('a1', { ...fields, minor: 21 })).toEqual([1, 2]);
    expect(clusterOn('a1', { ...fields, minor: 22 })).toEqual([1, 2]);
  });

  it('left a zone without any endpoint in 1.22 when those hinted to it were not ready', () => {
    const endpoints = [anEndpoint(1, { zones: ['a'], state: 'unready' }), anEndpoint(2, { zones: ['b'] })];
    const fields = { gates: { TopologyAwareHints: true }, service: auto(), endpoints };
    expect(routeNode({ ...fields, minor: 22 }, 'a1').routeClass).toMatchObject({ hasAnyEndpoints: false, cluster: [] });
    expect(clusterOn('a1', { ...fields, minor: 23 })).toEqual([2]);
  });

  it('looks at hints of each port and family by itself', () => {
    const service = {
      ports: [
        { name: 'http', protocol: 'TCP', port: 80 },
        { name: 'metrics', protocol: 'TCP', port: 9153 },
      ],
    };
    const slices = [
      aSlice(hinted),
      aSlice([anEndpoint(7), anEndpoint(8, { zones: ['a'] })], {
        name: 'svc-y',
        ports: [{ name: 'metrics', protocol: 'TCP', port: 9153 }],
      }),
    ];
    expect(clusterOn('a1', { service, slices })).toEqual([1]);
    const metrics = { ports: service.ports.slice(1) };
    expect(clusterOn('a1', { service: metrics, slices })).toEqual([7, 8]);
  });

  it('looks at hints of each family by itself', () => {
    const service = aService({ ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.10', 'fd00::a'] });
    const ipv6 = [{ zones: undefined }, { zones: ['a'] }].map((fields, index) => ({
      ...anEndpoint(index, { ...(fields.zones && { zones: fields.zones }) }),
      addresses: [`fd00::${index}`],
    }));
    const rules = rulesOf(37);
    const { ports } = routeService({
      service,
      slices: [aSlice(hinted), aSlice(ipv6, { name: 'svc-6', addressType: 'IPv6' })],
      nodes: readProxyNodes({ nodes: NODES, rulesOf: () => rules }),
    });
    expect(ports.map(({ family, classes }) => [family, classes.map(({ mode }) => mode)])).toEqual([
      ['IPv4', ['PreferSameZone', 'PreferSameZone', '']],
      ['IPv6', ['', '', '']],
    ]);
  });

  it('ignores hints on every node as soon as one ready endpoint has none', () => {
    const { classes } = routeOne({ endpoints: [...hinted, anEndpoint(3)] });
    expect(classes.map(({ mode, cluster }) => [mode, cluster?.length])).toEqual([
      ['', 3],
      ['', 3],
      ['', 3],
    ]);
  });

  it.each([
    [26, 'PreferZone', ['', 2]],
    [26, 'AUTO', ['', 2]],
    [26, 'auto', ['PreferSameZone', 1]],
    [27, 'PreferZone', ['PreferSameZone', 1]],
    [29, 'AUTO', ['PreferSameZone', 1]],
    [29, 'disabled', ['', 2]],
    [29, 'Disabled', ['', 2]],
    [29, '', ['', 2]],
    [31, 'Disabled', ['PreferSameZone', 1]],
    [37, 'Disabled', ['PreferSameZone', 1]],
  ])('reads the annotation as minor %i does: %s', (minor, value, want) => {
    const { routeClass, cluster } = routeNode({ minor, service: auto(value), endpoints: hinted }, 'a1');
    expect([routeClass.mode, cluster?.length]).toEqual(want);
  });

  it('lets an odd topology-aware-hints hide a topology-mode that enables', () => {
    const annotations = { [HINTS_ANNOTATION]: 'Disabled', [MODE_ANNOTATION]: 'Auto' };
    const { routeClass } = routeNode({ minor: 28, service: { annotations }, endpoints: hinted }, 'a1');
    expect(routeClass).toMatchObject({
      mode: '',
      reason: 'annotation-not-enabling',
      reasonValues: { key: HINTS_ANNOTATION, value: 'Disabled' },
    });
  });

  it('reads topology-mode from 1.27 on', () => {
    const fields = { service: { annotations: { [MODE_ANNOTATION]: 'Auto' } }, endpoints: hinted };
    expect(clusterOn('a1', { ...fields, minor: 26 })).toEqual([1, 2]);
    expect(clusterOn('a1', { ...fields, minor: 27 })).toEqual([1]);
  });

  it('falls back to terminating endpoints anywhere, whatever their hints', () => {
    const endpoints = hinted.map((endpoint) => ({
      ...endpoint,
      conditions: { ready: false, serving: true, terminating: true },
    }));
    expect(clusterOn('a1', { endpoints })).toEqual([1, 2]);
    expect(clusterOn('a1', { endpoints: [...endpoints, anEndpoint(3, { zones: ['b'] })] })).toEqual([3]);
  });

  it('falls back for a Local policy as soon as no local endpoint is ready, whatever others are', () => {
    const service = { internalTrafficPolicy: 'Local' };
    const endpoints = [anEndpoint(1, { on: 'a1', state: 'serving-terminating' }), anEndpoint(2, { on: 'b1' })];
    expect(numbers(routeNode({ service, endpoints }, 'a1').local)).toEqual([1]);
    expect(numbers(routeNode({ service, endpoints }, 'b1').local)).toEqual([2]);
    expect(routeNode({ service, endpoints }, 'a2').local).toBeNull();
  });

  it('reaches cluster and local endpoints where hints and an external policy pull apart', () => {
    const service = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [nodePort()] };
    const endpoints = [anEndpoint(1, { zones: ['a'] }), anEndpoint(2, { zones: ['b'], on: 'a1' })];
    const { cluster, local, allReachable } = routeNode({ service, endpoints }, 'a1');
    expect([cluster, local, allReachable].map(numbers)).toEqual([[1], [2], [1, 2]]);
  });

  it('reaches the cluster list alone where neither hints nor terminating local endpoints are in play', () => {
    const service = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [nodePort()] };
    const endpoints = [anEndpoint(1, { on: 'a1' }), anEndpoint(2, { on: 'b1' })];
    expect(routeNode({ service, endpoints }, 'a1').routeClass.reach).toBe('cluster');
    const leaving = [anEndpoint(1, { on: 'a1', state: 'serving-terminating' }), anEndpoint(2, { on: 'b1' })];
    const union = routeNode({ service, endpoints: leaving }, 'a1');
    expect([union.cluster, union.local, union.allReachable].map(numbers)).toEqual([[2], [1], [1, 2]]);
  });

  it('keeps the cluster list under an external policy Local, for clients in the cluster', () => {
    const service = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [nodePort()] };
    const { routeClass } = routeNode({ service, endpoints: hinted }, 'a1');
    expect(dialled(routeClass, { from: 'cluster', proxier: 'iptables' })).toMatchObject({
      list: 'cluster',
      outcome: 'connects',
    });
    expect(dialled(routeClass, { from: 'outside', proxier: 'iptables' })).toMatchObject({
      list: 'none',
      outcome: 'dropped',
    });
  });

  it('switched hints off for the ClusterIP too under an external policy Local before 1.24', () => {
    const service = { ...auto(), type: 'NodePort', externalTrafficPolicy: 'Local', ports: [nodePort()] };
    const fields = { gates: { TopologyAwareHints: true }, service, endpoints: hinted };
    expect(clusterOn('a1', { ...fields, minor: 23 })).toEqual([1, 2]);
    expect(clusterOn('a1', { ...fields, minor: 24 })).toEqual([1]);
  });

  it('follows hints on a control-plane node like on any other', () => {
    const [first] = routeOne({ endpoints: hinted }).classes;
    expect(first).toMatchObject({ zone: 'a', nodeCount: 2, mode: 'PreferSameZone' });
  });

  it('takes hints that are absent, empty, or an empty list for no hint', () => {
    for (const hints of [undefined, {}, { forZones: [] }]) {
      const bare: Endpoint = { ...anEndpoint(3), ...(hints === undefined ? {} : { hints }) };
      expect(clusterOn('a1', { endpoints: [...hinted, bare] })).toEqual([1, 2, 3]);
    }
  });

  it('matches ports by name and protocol, and takes the number that each slice says', () => {
    const slices = [
      aSlice([anEndpoint(1)], { ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] }),
      aSlice([anEndpoint(2)], { name: 'svc-y', ports: [{ name: 'http', protocol: 'TCP', port: 9090 }] }),
      aSlice([anEndpoint(3)], { name: 'svc-z', ports: [{ name: 'web', protocol: 'TCP', port: 8080 }] }),
      aSlice([anEndpoint(4)], { name: 'svc-u', ports: [{ name: 'http', protocol: 'UDP', port: 8080 }] }),
      aSlice([anEndpoint(5)], {
        name: 'svc-n',
        ports: [
          { protocol: 'TCP', port: 8080 },
          { name: 'http', port: 0 },
        ],
      }),
      aSlice([anEndpoint(6)], { name: 'svc-t', ports: [{ name: 'http', port: 8080 }] }),
    ];
    expect(routeOne({ slices }).endpoints.map(({ key }) => key)).toEqual([
      '10.0.0.1:8080',
      '10.0.0.2:9090',
      '10.0.0.6:8080',
    ]);
  });

  it('matches the unnamed port of a Service with the unnamed port of a slice', () => {
    const service = { ports: [{ name: '', protocol: 'TCP', port: 80 }] };
    const slices = [aSlice([anEndpoint(1)], { ports: [{ name: '', protocol: 'TCP', port: 8080 }] })];
    expect(clusterOn('a1', { service, slices })).toEqual([1]);
  });

  it('sorts endpoints by text, not by number', () => {
    const endpoints = [9, 1, 10, 100].map((number) => anEndpoint(number));
    expect(clusterOn('a1', { endpoints })).toEqual([100, 10, 1, 9]);
    expect(clusterOn('a1', { endpoints, minor: 21 })).toEqual([1, 10, 100, 9]);
  });

  it('follows node hints only when every ready endpoint has one; else zone hints decide', () => {
    const both = [
      anEndpoint(1, { zones: ['a'], nodes: ['a1'] }),
      anEndpoint(2, { zones: ['a'], nodes: ['a2'] }),
      anEndpoint(3, { zones: ['b'], nodes: ['b1'] }),
    ];
    expect(routeNode({ endpoints: both }, 'a1').routeClass).toMatchObject({ mode: 'PreferSameNode', node: 'a1' });
    expect(clusterOn('a1', { endpoints: both })).toEqual([1]);
    const partly = [...both.slice(0, 2), anEndpoint(3, { zones: ['b'] })];
    expect(routeNode({ endpoints: partly }, 'a1').routeClass.mode).toBe('PreferSameZone');
    expect(clusterOn('a1', { endpoints: partly })).toEqual([1, 2]);
  });

  it('reads no node hints without the gate', () => {
    const endpoints = [anEndpoint(1, { zones: ['a'], nodes: ['a1'] }), anEndpoint(2, { zones: ['a'], nodes: ['a2'] })];
    expect(clusterOn('a1', { minor: 33, endpoints })).toEqual([1, 2]);
  });

  it('stops filtering when the annotation goes, before the hints do, in 1.24 to 1.29', () => {
    expect(clusterOn('a1', { minor: 24, endpoints: hinted })).toEqual([1, 2]);
    expect(clusterOn('a1', { minor: 29, endpoints: hinted })).toEqual([1, 2]);
    expect(clusterOn('a1', { minor: 31, endpoints: hinted })).toEqual([1]);
  });

  it('never honours hints on Windows', () => {
    const dataPlaneOf = ({ name }: { readonly name: string }) => (name === 'a2' ? 'windows' : 'kube-proxy');
    const fields = { endpoints: hinted, dataPlaneOf };
    expect(clusterOn('a1', fields)).toEqual([1]);
    expect(clusterOn('a2', fields)).toEqual([1, 2]);
    expect(routeNode(fields, 'a2').routeClass.reason).toBe('windows-ignores-hints');
  });

  it('takes serving endpoints on Windows only where all terminate', () => {
    const dataPlaneOf = () => 'windows' as const;
    const ending = anEndpoint(1, { state: 'serving-terminating' });
    expect(clusterOn('a1', { dataPlaneOf, endpoints: [ending] })).toEqual([1]);
    expect(clusterOn('a1', { dataPlaneOf, endpoints: [ending, anEndpoint(2, { state: 'unready' })] })).toEqual([]);
    expect(clusterOn('a1', { dataPlaneOf, endpoints: [ending], minor: 23 })).toEqual([]);
  });

  it('takes a node without zone for zone "" from 1.33 on', () => {
    const endpoints = [anEndpoint(1, { zones: [''] }), anEndpoint(2, { zones: ['a'] })];
    expect(clusterOn('none', { endpoints, minor: 32 })).toEqual([1, 2]);
    expect(clusterOn('none', { endpoints, minor: 33 })).toEqual([1]);
  });
});

function nodePort() {
  return { name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 };
}
