import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { routingAlternatives } from '#lib/proxy-text/compare-alternatives.ts';
import { type ComparedPort, compareRules } from '#lib/proxy-text/compare-rules.ts';
import { type Fixture, toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { otherProxiesIn } from '#lib/proxy-text/other-text.ts';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';

function fileOf(folder: string): (file: string) => string {
  return (file) => readFileSync(join(import.meta.dirname, 'fixtures', folder, file), 'utf8');
}

const NEW = { version: '1.37.2' };
const OLD = { version: '1.21.14', gates: { TopologyAwareHints: true } };

interface Setting {
  readonly fixture: Fixture;
  readonly node: string;
  readonly text: string;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly earlierSlices?: readonly (readonly EndpointSlice[])[];
  readonly dataPlane?: DataPlaneKind;
}

function compare({
  fixture,
  node,
  text,
  gates = {},
  earlierSlices = [],
  dataPlane = 'kube-proxy',
}: Setting): readonly ComparedPort[] {
  const parsed = parseProxyText(text);
  const nodeIndex = fixture.nodes.indexByName.get(node) ?? -1;
  const own = fixture.nodes.nodes[nodeIndex];
  if (parsed === undefined || own === undefined) throw new Error(`Cannot compare ${node}: no such node, or no rules`);
  const { version, slices } = fixture;
  const alternatives = routingAlternatives({ node: own, slices, earlierSlices, version, gates, dataPlane });
  const others = otherProxiesIn(text);
  return compareRules({ services: fixture.routed, nodeIndex, parsed, alternatives, others, hasAllServices: true });
}

function statuses(ports: readonly ComparedPort[]): readonly string[] {
  return [...new Set(ports.map(({ status }) => status))];
}

/** The causes that explain every difference. */
function commonCauses(ports: readonly ComparedPort[]): readonly string[] {
  const differing = ports.filter(({ status }) => status !== 'equal');
  const lists = differing.map(({ causes }) =>
    causes.map(({ cause, values }) => `${cause} ${Object.values(values).join()}`.trim()),
  );
  return (lists[0] ?? []).filter((cause) => lists.every((list) => list.includes(cause)));
}

describe('compareRules() finds every real dump equal to the prediction for its moment', () => {
  const moments = [
    ...['no-hints', 'prefer-same-zone', 'prefer-same-node', 'many-services-1.37'].flatMap((folder) =>
      ['iptables', 'nft'].map((kind) => ({ folder, of: NEW, kind })),
    ),
    { folder: 'many-services-1.37', of: NEW, kind: 'ip6tables' },
    { folder: 'many-services-1.21', of: OLD, kind: 'iptables' },
    { folder: 'many-services-1.21', of: OLD, kind: 'ip6tables' },
    { folder: 'tutorial-1.21/5-slice-deleted', of: OLD, kind: 'iptables' },
  ];
  const rows = [
    ...moments.flatMap((moment) => ['kind-worker', 'kind-worker2'].map((node) => ({ ...moment, node }))),
    ...['a1', 'b1', 'nozone'].flatMap((node) =>
      ['iptables', 'nft'].map((kind) => ({ folder: 'odd-slices-1.37', of: NEW, kind, node })),
    ),
  ];
  for (const { folder, of, kind, node } of rows) {
    it(`${node}.${kind} in ${folder}`, () => {
      const fixture = toFixture(fileOf(folder), of);
      const ports = compare({ fixture, node, text: fileOf(folder)(`${node}.${kind}`) });
      expect(ports.filter(({ status }) => status !== 'equal')).toEqual([]);
      expect(ports.length).toBeGreaterThanOrEqual(4);
    });
  }
});

describe('compareRules() tells what explains a difference, by routing anew under it', () => {
  const zoned = toFixture(fileOf('prefer-same-zone'), NEW);
  const plain = toFixture(fileOf('no-hints'), NEW);
  const dumpOf = (folder: string, node: string) => fileOf(folder)(`${node}.iptables`);

  it('rules of the slices before: kube-proxy is behind', () => {
    const earlier = toFixture(fileOf('prefer-same-node'), NEW).slices;
    const text = dumpOf('prefer-same-node', 'kind-worker');
    const ports = compare({ fixture: zoned, node: 'kind-worker', text, earlierSlices: [plain.slices, earlier] });
    expect(commonCauses(ports)).toContain('earlier-slices 2');
    expect(commonCauses(ports)).not.toContain('earlier-slices 1');
    expect(commonCauses(ports)).not.toContain('hints-ignored');
  });

  it('rules with every endpoint: hints are ignored', () => {
    const text = withoutZone(zoned);
    const ports = compare({ fixture: zoned, node: 'kind-worker', text });
    expect(statuses(ports)).toEqual(expect.arrayContaining(['equal', 'extra']));
    expect(commonCauses(ports)).toContain('hints-ignored');
    expect(ports.find(({ status }) => status === 'extra')?.extra).toHaveLength(2);
  });

  it('rules of a node in the other zone', () => {
    const ports = compare({ fixture: zoned, node: 'kind-worker', text: dumpOf('prefer-same-zone', 'kind-worker2') });
    expect(commonCauses(ports)).toEqual(['another-node b']);
    expect(statuses(ports)).toEqual(expect.arrayContaining(['equal', 'missing']));
  });

  it('rules of a minor that reads no such hints, and of a gate that is off', () => {
    const noded = toFixture(fileOf('prefer-same-node'), NEW);
    const old = toFixture(fileOf('prefer-same-node'), { version: '1.34.4' });
    const text = dumpOf('prefer-same-zone', 'kind-worker');
    expect(commonCauses(compare({ fixture: noded, node: 'kind-worker', text }))).toContain('another-minor 1.33');
    expect(commonCauses(compare({ fixture: old, node: 'kind-worker', text }))).toContain(
      'gate-differs PreferSameTrafficDistribution,false',
    );
  });

  it('rules for none of the Services: something else routes here', () => {
    const text = 'table ip kube-proxy {\n\tmap service-ips {\n\t\ttype ipv4_addr\n\t}\n}\n';
    const ports = compare({ fixture: zoned, node: 'kind-worker', text });
    expect(statuses(ports)).toEqual(['missing']);
    expect(commonCauses(ports)).toEqual(['no-rule-for-any-service']);
  });

  // What `iptables-save` shows on such nodes, without the tables that say nothing here.
  const kubelet = ':KUBE-KUBELET-CANARY - [0:0]\n:KUBE-FIREWALL - [0:0]\n-A KUBE-FIREWALL ! -s 127.0.0.0/8 -j DROP\n';
  const elsewhere = [
    {
      name: 'Cilium in place of kube-proxy',
      text: `*filter\n${kubelet}:CILIUM_FORWARD - [0:0]\n-A FORWARD -m comment --comment "cilium-feeder: CILIUM_FORWARD" -j CILIUM_FORWARD\nCOMMIT\n*nat\n:CILIUM_POST_nat - [0:0]\nCOMMIT\n`,
      want: 'another-proxy Cilium',
    },
    {
      name: 'OVN-Kubernetes, without a chain of kubelet',
      text: '*nat\n:OVN-KUBE-NODEPORT - [0:0]\n-A OVN-KUBE-NODEPORT -p tcp -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j DNAT --to-destination 10.96.0.10:80\nCOMMIT\n',
      want: 'another-proxy OVN-Kubernetes',
    },
    {
      name: 'Calico, whose eBPF mode leaves only its own chains',
      text: `*filter\n${kubelet}:cali-FORWARD - [0:0]\n-A FORWARD -j cali-FORWARD\nCOMMIT\n*nat\n:cali-PREROUTING - [0:0]\nCOMMIT\n`,
      want: 'another-proxy Calico',
    },
    {
      name: 'kube-router',
      text: `*filter\n${kubelet}:KUBE-ROUTER-INPUT - [0:0]\n-A INPUT -j KUBE-ROUTER-INPUT\nCOMMIT\n*nat\n:KUBE-ROUTER-HAIRPIN - [0:0]\nCOMMIT\n`,
      want: 'another-proxy kube-router',
    },
    {
      name: 'kube-proxy in ipvs mode',
      text: `*nat\n:KUBE-SERVICES - [0:0]\n-A KUBE-SERVICES -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" -m set --match-set KUBE-CLUSTER-IP src,dst -j KUBE-MARK-MASQ\n-A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT\nCOMMIT\n`,
      want: 'ipvs-mode',
    },
    {
      name: 'kube-proxy in nftables mode, of which iptables-save shows nothing',
      text: `*nat\n${kubelet}COMMIT\n`,
      want: 'no-rule-for-any-service',
    },
    {
      name: 'an nftables ruleset without tables of kube-proxy',
      text: 'table inet filter {\n\tchain input {\n\t}\n}\n',
      want: 'no-rule-for-any-service',
    },
    { name: 'an empty ipvs', text: 'IP Virtual Server version 1.2.1 (size=4096)\n', want: 'no-rule-for-any-service' },
    {
      name: 'a text that ends before the first Service',
      text: dumpOf('prefer-same-zone', 'kind-worker').split('-A KUBE-SERVICES')[0] ?? '',
      want: 'text-truncated',
    },
  ];
  for (const { name, text, want } of elsewhere) {
    it(`no rule for any Service: ${name}`, () => {
      const ports = compare({ fixture: zoned, node: 'kind-worker', text });
      expect(statuses(ports)).toEqual(['missing']);
      expect(commonCauses(ports)).toEqual([want]);
    });
  }

  it('rules of a kube-proxy where another data plane was found', () => {
    const rules = zoned.routed.map(({ service }) => service);
    const nodes = readProxyNodes({
      nodes: zoned.nodes.nodes,
      rulesOf: () => zoned.nodes.allRules[0] as ProxyRules,
      dataPlaneOf: () => 'ovn-kubernetes',
    });
    const routed = rules.map((service) => ({
      service,
      routing: routeService({ service, slices: zoned.slices, nodes }),
    }));
    const text = dumpOf('prefer-same-zone', 'kind-worker');
    const ports = compare({
      fixture: { ...zoned, nodes, routed },
      node: 'kind-worker',
      text,
      dataPlane: 'ovn-kubernetes',
    });
    expect(statuses(ports)).toEqual(expect.arrayContaining(['equal', 'missing']));
    expect(commonCauses(ports)[0]).toBe('kube-proxy-routes');
    const without = compare({ fixture: { ...zoned, nodes, routed }, node: 'kind-worker', text });
    expect(commonCauses(without)).not.toContain('kube-proxy-routes');
  });

  it('rules for a Service that its label hands to another proxy', () => {
    const routed = zoned.routed.map(({ service, routing }) => {
      if (service.name !== 'kube-dns') return { service, routing };
      const labelled = { ...service, labels: { 'service.kubernetes.io/service-proxy-name': 'mesh' } };
      return {
        service: labelled,
        routing: routeService({ service: labelled, slices: zoned.slices, nodes: zoned.nodes }),
      };
    });
    const text = dumpOf('prefer-same-zone', 'kind-worker');
    const ports = compare({ fixture: { ...zoned, routed }, node: 'kind-worker', text });
    expect(commonCauses(ports)).toEqual(['service-proxy-name']);
    const extra = ports.filter(({ status }) => status === 'extra');
    expect(extra.map(({ service }) => service?.name)).toEqual(['kube-dns', 'kube-dns', 'kube-dns']);
  });

  it('rules that dial endpoints of no slice: kube-proxy is behind', () => {
    const text = dumpOf('prefer-same-zone', 'kind-worker').replaceAll('10.244.3.2:', '10.244.3.77:');
    const ports = compare({ fixture: zoned, node: 'kind-worker', text });
    expect(commonCauses(ports)).toEqual(['endpoints-of-no-slice']);
    const first = ports.find(({ status }) => status === 'missing');
    expect(first).toMatchObject({ missing: ['10.244.3.2:53'], extra: ['10.244.3.77:53'] });
  });

  it('rules for an address that no Service has', () => {
    const fixture = { ...zoned, routed: zoned.routed.filter(({ service }) => service.name !== 'kube-dns') };
    const ports = compare({ fixture, node: 'kind-worker', text: dumpOf('prefer-same-zone', 'kind-worker') });
    expect(ports.filter(({ status }) => status === 'extra').map(({ found }) => found?.destination)).toEqual(
      expect.arrayContaining(['10.96.0.10:53', '10.96.0.10:9153']),
    );
    expect(commonCauses(ports)).toEqual(['no-such-service-port']);
  });

  it('rules that end in the middle', () => {
    const text = dumpOf('prefer-same-zone', 'kind-worker');
    const ports = compare({
      fixture: zoned,
      node: 'kind-worker',
      text: text.slice(0, text.indexOf('-A KUBE-SVC-TCOU')),
    });
    expect(ports.filter(({ status }) => status === 'missing').length).toBeGreaterThan(0);
    expect(commonCauses(ports)).toContain('text-truncated');
  });

  it('nothing fits where somebody changed one share by hand', () => {
    const text = dumpOf('prefer-same-zone', 'kind-worker').replace('0.50000000000', '0.25000000000');
    const ports = compare({ fixture: zoned, node: 'kind-worker', text });
    expect(ports.filter(({ status }) => status !== 'equal')).toMatchObject([{ status: 'weight-differs', causes: [] }]);
  });
});

/** What a data plane without hints writes at this moment: the dump of the moment without hints has other endpoints. */
function withoutZone(fixture: Fixture): string {
  const slices = fixture.slices.filter(({ addressType }) => addressType === 'IPv4');
  return `IP Virtual Server version 1.2.1 (size=4096)\n${fixture.services
    .flatMap((service) =>
      service.ports.flatMap((port) => {
        const addresses = slices
          .filter(({ serviceName }) => serviceName === service.name)
          .flatMap((slice) =>
            slice.ports
              .filter(({ name }) => name === port.name)
              .flatMap(({ port: number }) => slice.endpoints.map((endpoint) => `${endpoint.addresses[0]}:${number}`)),
          );
        const real = addresses.map((address) => `  -> ${address}  Masq 1 0 0\n`).join('');
        return `${port.protocol}  ${service.clusterIP}:${port.port} rr\n${real}`;
      }),
    )
    .join('')}`;
}
