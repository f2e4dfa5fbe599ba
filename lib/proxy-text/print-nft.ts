import type { NftTextRules } from '#lib/kube-version/proxy-text-rules.ts';
import type { IpFamily } from '#lib/model/service.ts';
import { ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';
import { nftNames } from '#lib/proxy-text/nft-names.ts';
import { writeNftPort } from '#lib/proxy-text/nft-port.ts';
import { type NftBlock, nftDuration, printTable } from '#lib/proxy-text/nft-table.ts';
import { collectNft, NFT_CONTAINERS, type NftContainer, type NftTables } from '#lib/proxy-text/nft-writer.ts';
import type { PrintInput } from '#lib/proxy-text/print-input.ts';
import { proxiedPorts } from '#lib/proxy-text/proxied-port.ts';

/** What each container holds; `ADDR` stands for the type of an address. */
const DESCRIPTIONS: Readonly<
  Record<NftContainer, { readonly kind: 'set' | 'map'; readonly type: string; readonly comment: string }>
> = {
  'hairpin-connections': {
    kind: 'set',
    type: 'ADDR . ADDR . inet_proto . inet_service',
    comment: 'service hairpin connections',
  },
  'cluster-ips': { kind: 'set', type: 'ADDR', comment: 'Active ClusterIPs' },
  'no-endpoint-services': {
    kind: 'map',
    type: 'ADDR . inet_proto . inet_service : verdict',
    comment: 'vmap to drop or reject packets to services with no endpoints',
  },
  'no-endpoint-nodeports': {
    kind: 'map',
    type: 'inet_proto . inet_service : verdict',
    comment: 'vmap to drop or reject packets to service nodeports with no endpoints',
  },
  'firewall-ips': {
    kind: 'map',
    type: 'ADDR . inet_proto . inet_service : verdict',
    comment: 'destinations that are subject to LoadBalancerSourceRanges',
  },
  'service-ips': {
    kind: 'map',
    type: 'ADDR . inet_proto . inet_service : verdict',
    comment: 'ClusterIP, ExternalIP and LoadBalancer IP traffic',
  },
  'service-nodeports': { kind: 'map', type: 'inet_proto . inet_service : verdict', comment: 'NodePort traffic' },
};

/**
 * The rules of the Services on one node as `nft list ruleset` shows them after the kube-proxy of that node has written
 * them (`syncProxyRules`, pkg/proxy/nftables). Chains that belong to no Service are left out. Sets, maps and chains have
 * no order in nftables; here their contents come as the Services are given.
 *
 * `families`: one table each; kube-proxy keeps both where the node has both families.
 */
export function printNft(
  input: PrintInput,
  { rules, families = ['IPv4', 'IPv6'] }: { readonly rules: NftTextRules; readonly families?: readonly IpFamily[] },
): string {
  return families.map((family) => printTable(family, blocksOf(collect(input, rules, family), rules))).join('');
}

function collect(input: PrintInput, rules: NftTextRules, family: IpFamily): NftTables {
  const tables = collectNft(family);
  const { podCIDRs, masqueradeAll = false, nodeIPs = [] } = input.options ?? {};
  const podCIDR = podCIDRs?.find((cidr) => ipFamilyOf(cidr.split('/')[0] ?? '') === family);
  for (const port of proxiedPorts(input, { family, ...rules })) {
    writeNftPort({
      port,
      names: nftNames(port),
      rules,
      tables,
      ...(podCIDR === undefined ? {} : { podCIDR }),
      masqueradesAll: masqueradeAll,
      nodeIPs,
      nodeName: input.node.name,
    });
  }
  return tables;
}

function blocksOf(tables: NftTables, rules: NftTextRules): readonly NftBlock[] {
  const address = tables.family === 'IPv6' ? 'ipv6_addr' : 'ipv4_addr';
  const containers = NFT_CONTAINERS.filter((container) => exists(container, rules)).map((name): NftBlock => {
    const { kind, type, comment } = DESCRIPTIONS[name];
    return {
      kind,
      name,
      lines: [`type ${type.replaceAll('ADDR', address)}`, `comment "${comment}"`],
      elements: [...(tables.elementsByContainer.get(name) ?? [])],
      perLine: name === 'cluster-ips' && tables.family === 'IPv4' ? 2 : 1,
    };
  });
  const affinities = [...tables.timeoutBySet].map(
    ([name, seconds]): NftBlock => ({
      kind: 'set',
      name,
      lines: [`type ${address}`, 'size 65535', 'flags dynamic,timeout', `timeout ${nftDuration(seconds)}`],
    }),
  );
  const chains = [...tables.rulesByChain].map(([name, lines]): NftBlock => ({ kind: 'chain', name, lines }));
  return [...containers, ...affinities, ...chains];
}

function exists(container: NftContainer, rules: NftTextRules): boolean {
  if (container === 'hairpin-connections') return rules.marksInPlace;
  if (container === 'cluster-ips') return rules.clusterIPsSet;
  return container !== 'firewall-ips' || rules.firewallChains;
}
