import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { clusterIPByFamily, routeService, skipReason } from '#lib/proxy-filter/route-service.ts';
import { anEndpoint, aService, aSlice, NODES, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

const nodes = readProxyNodes({ nodes: NODES, rulesOf: () => rulesOf(37) });

function keysOf(service: Partial<Service>, slices: readonly EndpointSlice[]) {
  return routeService({ service: aService(service), slices, nodes }).ports.map(({ family, name, endpoints }) => [
    family,
    name,
    endpoints.map(({ key }) => key),
  ]);
}

describe('skipReason()', () => {
  it.each<[string | undefined, Partial<Service>]>([
    [undefined, {}],
    [undefined, { type: 'NodePort' }],
    ['headless', { clusterIP: 'None', clusterIPs: ['None'] }],
    ['no-cluster-ip', { clusterIP: '', clusterIPs: [] }],
    ['external-name', { type: 'ExternalName', clusterIP: '' }],
    ['external-name', { type: 'ExternalName' }],
    ['service-proxy-name', { labels: { 'service.kubernetes.io/service-proxy-name': '' } }],
  ])('%s', (want, fields) => {
    const service = aService(fields);
    expect(skipReason(service)).toBe(want);
    const { skipped, ports } = routeService({ service, slices: [], nodes });
    expect([skipped, ports.length]).toEqual([want, want === undefined ? 1 : 0]);
  });
});

describe('clusterIPByFamily()', () => {
  it.each<[string, Partial<Service>, readonly (readonly [string, string])[]]>([
    ['one family', {}, [['IPv4', '10.96.0.10']]],
    [
      'two families in the order of the Service',
      { ipFamilies: ['IPv6', 'IPv4'], clusterIP: 'fd00::a', clusterIPs: ['fd00::a', '10.96.0.10'] },
      [
        ['IPv6', 'fd00::a'],
        ['IPv4', '10.96.0.10'],
      ],
    ],
    [
      'no families: the one that the address is written in',
      { ipFamilies: [], clusterIP: 'fd00::a' },
      [['IPv6', 'fd00::a']],
    ],
    ['a family without an address', { ipFamilies: ['IPv4', 'IPv6'] }, [['IPv4', '10.96.0.10']]],
    ['no list of addresses', { clusterIPs: [] }, [['IPv4', '10.96.0.10']]],
  ])('%s', (_, service, want) => {
    expect([...clusterIPByFamily(aService(service))]).toEqual(want);
  });
});

describe('routeService()', () => {
  it('routes each family from the slices of its address type, and no others', () => {
    const dual = { ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.10', 'fd00::a'] };
    const ipv6 = { ...anEndpoint(1), addresses: ['fd00:0::1'] };
    const slices = [
      aSlice([anEndpoint(1)]),
      aSlice([ipv6], { name: 'svc-6', addressType: 'IPv6' }),
      aSlice([anEndpoint(2)], { name: 'svc-fqdn', addressType: 'FQDN' }),
      aSlice([anEndpoint(3)], { name: 'other', serviceName: 'other' }),
      aSlice([anEndpoint(4)], { name: 'elsewhere', namespace: 'other' }),
      aSlice([anEndpoint(5)], { name: 'headless', headless: true }),
    ];
    expect(keysOf(dual, slices)).toEqual([
      ['IPv4', 'http', ['10.0.0.1:8080']],
      ['IPv6', 'http', ['[fd00::1]:8080']],
    ]);
  });

  it('routes every port, those without endpoints too', () => {
    const ports = [
      { name: 'http', protocol: 'TCP', port: 80 },
      { name: 'http', protocol: 'UDP', port: 80 },
    ];
    expect(keysOf({ ports }, [aSlice([anEndpoint(1)])])).toEqual([
      ['IPv4', 'http', ['10.0.0.1:8080']],
      ['IPv4', 'http', []],
    ]);
  });

  it('shares the classes of the nodes between Services that name no node', () => {
    const routing = routeService({ service: aService(), slices: [aSlice([anEndpoint(1, { on: 'a1' })])], nodes });
    expect(routing.ports[0]?.classByNode).toBe(nodes.classByNode);
  });

  it('gives nodes that a Local policy names a class each, and leaves the rest together', () => {
    const service = aService({ internalTrafficPolicy: 'Local' });
    const routing = routeService({
      service,
      slices: [aSlice([anEndpoint(1, { on: 'a1' }), anEndpoint(2, { on: 'gone' })])],
      nodes,
    });
    expect(routing.ports[0]?.classes.map(({ zone, node, nodeCount }) => [zone, node, nodeCount])).toEqual([
      ['a', undefined, 1],
      ['b', undefined, 1],
      ['', undefined, 1],
      ['a', 'a1', 1],
    ]);
    expect([...(routing.ports[0]?.classByNode ?? [])]).toEqual([3, 0, 1, 2]);
  });
});
