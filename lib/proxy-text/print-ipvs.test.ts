import { describe, expect, it } from 'vitest';
import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import { parseVersion } from '#lib/model/version.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { printIpvs } from '#lib/proxy-text/print-ipvs.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';

const HEADING =
  'IP Virtual Server version 1.2.1 (size=4096)\n' +
  'Prot LocalAddress:Port Scheduler Flags\n' +
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n';

const NODES = [
  ['kind-control-plane', 'a'],
  ['kind-worker', 'a'],
  ['kind-worker2', 'b'],
  ['kind-worker3', 'b'],
].map(([name, zone]) => ({ metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } } }));

function endpoint(address: string, nodeName: string, zone: string): Json {
  return { addresses: [address], conditions: { ready: true }, nodeName, zone, hints: { forZones: [{ name: zone }] } };
}

const KUBE_DNS: Json = {
  metadata: {
    name: 'kube-dns',
    namespace: 'kube-system',
    annotations: { 'service.kubernetes.io/topology-aware-hints': 'auto' },
  },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ipFamilies: ['IPv4'],
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 53 },
      { name: 'metrics', protocol: 'TCP', port: 9153 },
    ],
  },
};
const KUBE_DNS_SLICE: Json = {
  metadata: { name: 'kube-dns-x', namespace: 'kube-system', labels: { 'kubernetes.io/service-name': 'kube-dns' } },
  addressType: 'IPv4',
  ports: [
    { name: 'dns', protocol: 'UDP', port: 53 },
    { name: 'dns-tcp', protocol: 'TCP', port: 53 },
    { name: 'metrics', protocol: 'TCP', port: 9153 },
  ],
  endpoints: [
    endpoint('10.244.0.5', 'kind-control-plane', 'a'),
    endpoint('10.244.2.2', 'kind-worker3', 'b'),
    endpoint('10.244.3.2', 'kind-worker', 'a'),
    endpoint('10.244.1.2', 'kind-worker2', 'b'),
  ],
};

interface Print {
  readonly service: Json;
  readonly slices: readonly Json[];
  readonly node: string;
  readonly version?: string;
  readonly gates?: GateStateByName;
  readonly nodeIPs?: readonly string[];
}

function print({ service, slices, node, version = '1.37.2', gates = {}, nodeIPs }: Print): string {
  const kubeVersion = parseVersion(version) ?? { major: 1, minor: 37, patch: 2 };
  const rules = proxyRulesOf(kubeVersion, { ...defaultGates(kubeVersion), ...gates });
  const nodes = readProxyNodes({ nodes: NODES.flatMap((each) => toNode(each) ?? []), rulesOf: () => rules });
  return printIpvs({
    node: { name: node, index: nodes.indexByName.get(node) ?? -1 },
    ...(nodeIPs === undefined ? {} : { options: { nodeIPs } }),
    services: [toService(service)].flatMap((each) =>
      each === undefined
        ? []
        : [
            {
              service: each,
              routing: routeService({
                service: each,
                slices: slices.flatMap((slice) => toEndpointSlice(slice) ?? []),
                nodes,
              }),
            },
          ],
    ),
  });
}

function withSpec(service: Json, spec: Json, status: Json = {}): Json {
  return { ...service, spec: { ...(service['spec'] as Json), ...spec }, status };
}

describe('printIpvs', () => {
  it('prints the tutorial: a node in zone b of a 1.21 cluster dials the two endpoints hinted to b', () => {
    const gates = { TopologyAwareHints: true };
    expect(
      print({ service: KUBE_DNS, slices: [KUBE_DNS_SLICE], node: 'kind-worker2', version: '1.21.14', gates }),
    ).toBe(
      `${HEADING}TCP  10.96.0.10:53 rr\n` +
        '  -> 10.244.1.2:53                Masq    1      0          0         \n' +
        '  -> 10.244.2.2:53                Masq    1      0          0         \n' +
        'TCP  10.96.0.10:9153 rr\n' +
        '  -> 10.244.1.2:9153              Masq    1      0          0         \n' +
        '  -> 10.244.2.2:9153              Masq    1      0          0         \n' +
        'UDP  10.96.0.10:53 rr\n' +
        '  -> 10.244.1.2:53                Masq    1      0          0         \n' +
        '  -> 10.244.2.2:53                Masq    1      0          0         \n',
    );
  });

  it('prints every endpoint where the gate is off, as the tutorial shows it before', () => {
    const text = print({ service: KUBE_DNS, slices: [KUBE_DNS_SLICE], node: 'kind-worker', version: '1.21.14' });
    expect(text.split('\n').filter((line) => line.includes(':9153'))).toEqual([
      'TCP  10.96.0.10:9153 rr',
      '  -> 10.244.0.5:9153              Masq    1      0          0         ',
      '  -> 10.244.1.2:9153              Masq    1      0          0         ',
      '  -> 10.244.2.2:9153              Masq    1      0          0         ',
      '  -> 10.244.3.2:9153              Masq    1      0          0         ',
    ]);
  });

  it('sorts addresses by number, not by text', () => {
    const slice = {
      ...KUBE_DNS_SLICE,
      endpoints: ['10.244.0.10', '10.244.0.9', '10.244.0.100'].map((ip) => ({ addresses: [ip] })),
    };
    const text = print({ service: KUBE_DNS, slices: [slice], node: 'kind-worker' });
    expect(text.split('\n').filter((line) => line.includes(':9153 ') && line.includes('->'))).toEqual([
      '  -> 10.244.0.9:9153              Masq    1      0          0         ',
      '  -> 10.244.0.10:9153             Masq    1      0          0         ',
      '  -> 10.244.0.100:9153            Masq    1      0          0         ',
    ]);
  });

  it('leaves a virtual server without destinations where nothing is ready', () => {
    const text = print({ service: KUBE_DNS, slices: [], node: 'kind-worker' });
    expect(text).toBe(`${HEADING}TCP  10.96.0.10:53 rr\nTCP  10.96.0.10:9153 rr\nUDP  10.96.0.10:53 rr\n`);
  });

  it.each([
    ['the default', {}, 10_800],
    ['what the Service says', { sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } }, 60],
  ])('marks client affinity with its timeout: %s', (_, config, seconds) => {
    const service = withSpec(KUBE_DNS, { sessionAffinity: 'ClientIP', ...config });
    const text = print({ service, slices: [], node: 'kind-worker' });
    expect(text).toContain(`UDP  10.96.0.10:53 rr persistent ${seconds}\n`);
  });

  it('prints IPv6 in brackets and unpadded beyond its column', () => {
    const service = withSpec(KUBE_DNS, { clusterIP: 'fd00::a', clusterIPs: ['fd00::a'], ipFamilies: ['IPv6'] });
    const slice = {
      ...KUBE_DNS_SLICE,
      addressType: 'IPv6',
      endpoints: [{ addresses: ['fd00:10:244:1111:2222:3333:4444:5'] }],
    };
    const text = print({ service, slices: [slice], node: 'kind-worker' });
    expect(text).toContain(
      'UDP  [fd00::a]:53 rr\n' + '  -> [fd00:10:244:1111:2222:3333:4444:5]:53 Masq    1      0          0         \n',
    );
  });

  it('prints external addresses with the list for outside traffic, and node ports where the node tells its addresses', () => {
    const service = withSpec(
      KUBE_DNS,
      {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        externalIPs: ['10.200.0.1'],
        ports: [{ name: 'dns-tcp', protocol: 'TCP', port: 53, nodePort: 30_053 }],
      },
      { loadBalancer: { ingress: [{ ip: '10.200.0.2' }, { ip: '10.200.0.3', ipMode: 'Proxy' }] } },
    );
    const text = print({ service, slices: [KUBE_DNS_SLICE], node: 'kind-worker', nodeIPs: ['10.172.0.3', 'fd00::3'] });
    const here = '  -> 10.244.3.2:53                Masq    1      0          0         \n';
    const inZone = `  -> 10.244.0.5:53                Masq    1      0          0         \n${here}`;
    expect(text).toBe(
      `${HEADING}TCP  10.96.0.10:53 rr\n${inZone}TCP  10.172.0.3:30053 rr\n${here}` +
        `TCP  10.200.0.1:53 rr\n${here}TCP  10.200.0.2:53 rr\n${here}`,
    );
  });

  it('sorts addresses far apart the wrong way round, as ipvsadm does', () => {
    const service = withSpec(KUBE_DNS, { externalIPs: ['203.0.113.7'] });
    const text = print({ service, slices: [], node: 'kind-worker' });
    expect(text.split('\n').filter((line) => line.startsWith('UDP'))).toEqual([
      'UDP  203.0.113.7:53 rr',
      'UDP  10.96.0.10:53 rr',
    ]);
  });
});
