import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { proxyTextRulesOf } from '#lib/kube-version/proxy-text-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { IpFamily } from '#lib/model/service.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { compareRules } from '#lib/proxy-text/compare-rules.ts';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';
import type { PrintInput } from '#lib/proxy-text/print-input.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';
import { printIpvs } from '#lib/proxy-text/print-ipvs.ts';
import { printNft } from '#lib/proxy-text/print-nft.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';

const NODES = ['n1', 'n2', 'n3'];
const ZONES = ['a', 'b'];
const FAMILIES: readonly IpFamily[] = ['IPv4', 'IPv6'];

const endpoint = fc.record({
  node: fc.constantFrom(...NODES),
  ready: fc.constantFrom(true, true, false),
  terminating: fc.boolean(),
  zones: fc.option(fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1 }), { nil: undefined, freq: 4 }),
  nodes: fc.option(fc.uniqueArray(fc.constantFrom(...NODES), { minLength: 1 }), { nil: undefined }),
});

const service = fc.record({
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  internalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
  externalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
  sessionAffinity: fc.constantFrom('None', 'ClientIP'),
  hasExternalIP: fc.boolean(),
  hasSourceRanges: fc.boolean(),
  isUdp: fc.boolean(),
  portName: fc.constantFrom('', 'http'),
  endpoints: fc.array(endpoint, { maxLength: 5 }),
});

const moment = fc.record({
  minor: fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR }),
  node: fc.constantFrom(...NODES),
  family: fc.constantFrom(...FAMILIES),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  podCIDRs: fc.constantFrom([], ['10.244.0.0/16', 'fd00:244::/48']),
  endpointsInCluster: fc.constantFrom(1, 1001),
});
type Moment = typeof moment extends fc.Arbitrary<infer M> ? M : never;

function addressOf(family: IpFamily, net: number, host: number): string {
  return family === 'IPv6' ? `fd00:${net}::${(host + 1).toString(16)}` : `10.${net}.0.${host + 1}`;
}

function inputOf({ minor, node, family, services, podCIDRs, endpointsInCluster }: Moment): PrintInput {
  const version = { major: 1, minor, patch: 0 };
  const rules = proxyRulesOf(version, { ...defaultGates(version), TopologyAwareHints: true });
  const nodes = readProxyNodes({
    nodes: NODES.flatMap((name, index) => {
      const labels = { 'topology.kubernetes.io/zone': ZONES[index % 2] ?? '' };
      return toNode({ metadata: { name, labels } }, { keepLabel: () => true, keepImage: () => false }) ?? [];
    }),
    rulesOf: () => rules,
  });
  const routed = services.flatMap((spec, index) => {
    const metadata = {
      name: `s${index}`,
      namespace: 'ns',
      annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' },
    };
    const protocol = spec.isUdp ? 'UDP' : 'TCP';
    const clusterIP = addressOf(family, 96, index);
    const exposed = spec.type === 'ClusterIP' ? {} : { nodePort: 30_000 + index };
    const made = toService({
      metadata,
      spec: {
        ...spec,
        clusterIP,
        clusterIPs: [clusterIP],
        ipFamilies: [family],
        ports: [{ name: spec.portName, port: 80, protocol, ...exposed }],
        externalIPs: spec.hasExternalIP ? [addressOf(family, 97, index)] : [],
        loadBalancerSourceRanges: spec.hasSourceRanges ? [family === 'IPv6' ? 'fd01::/64' : '203.0.113.0/24'] : [],
      },
      status: { loadBalancer: { ingress: spec.type === 'LoadBalancer' ? [{ ip: addressOf(family, 98, index) }] : [] } },
    });
    const slice = toEndpointSlice({
      metadata: { name: `s${index}-x`, namespace: 'ns', labels: { 'kubernetes.io/service-name': `s${index}` } },
      addressType: family,
      ports: [{ name: spec.portName, port: 8080, protocol }],
      endpoints: spec.endpoints.map((each, at) => ({
        addresses: [addressOf(family, 244, index * 10 + at)],
        nodeName: each.node,
        conditions: { ready: each.ready && !each.terminating, serving: each.ready, terminating: each.terminating },
        hints: {
          forZones: each.zones?.map((name) => ({ name })),
          forNodes: each.nodes?.map((name) => ({ name })),
        },
      })),
    });
    if (made === undefined || slice === undefined) return [];
    return [{ service: made, routing: routeService({ service: made, slices: [slice], nodes }) }];
  });
  return {
    services: routed,
    node: { name: node, index: nodes.indexByName.get(node) ?? -1 },
    options: { podCIDRs, endpointsInCluster, nodeIPs: ['172.18.0.3', 'fd00:172::3'] },
  };
}

function textsOf(input: PrintInput, { minor, family }: Moment): readonly string[] {
  const { iptables, nftables } = proxyTextRulesOf({ major: 1, minor, patch: 0 });
  return [
    printIptables(input, { rules: iptables, family }),
    printIpvs(input),
    ...(nftables === undefined ? [] : [printNft(input, { rules: nftables })]),
  ];
}

describe('what is printed for any minor, policy and set of endpoints', () => {
  it('reads as nothing but what the prediction says, in every mode', () => {
    fc.assert(
      fc.property(moment, (made) => {
        const input = inputOf(made);
        for (const text of textsOf(input, made)) {
          const parsed = parseProxyText(text);
          if (parsed === undefined) throw new Error('Cannot read what was printed');
          expect(parsed.unknownLines).toEqual([]);
          expect(parsed.isTruncated).toBe(false);
          const { services, node } = input;
          const ports = compareRules({ services, nodeIndex: node.index, parsed, hasAllServices: true });
          expect(ports.filter(({ status }) => status !== 'equal')).toEqual([]);
          expect(ports.length).toBeGreaterThanOrEqual(made.services.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same with CRLF and behind a prompt, and counts the prompt', () => {
    fc.assert(
      fc.property(moment, (made) => {
        for (const text of textsOf(inputOf(made), made)) {
          const pasted = `root@${made.node}:~# show\r\n${text.replaceAll('\n', '\r\n')}`;
          const parsed = parseProxyText(pasted);
          expect(parsed?.ports).toEqual(parseProxyText(text)?.ports);
          expect(parsed?.unknownCount).toBe(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never throws for a text that is cut off anywhere', () => {
    fc.assert(
      fc.property(moment, fc.double({ min: 0, max: 1, noNaN: true }), (made, share) => {
        for (const text of textsOf(inputOf(made), made)) {
          const cut = text.slice(0, Math.floor(text.length * share));
          for (const { backends } of parseProxyText(cut)?.ports ?? []) {
            expect(backends.reduce((sum, backend) => sum + backend.share, 0)).toBeLessThanOrEqual(1 + 1e-6);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
