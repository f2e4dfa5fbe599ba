import type { NftTextRules } from '#lib/kube-version/proxy-text-rules.ts';
import type { IpFamily } from '#lib/model/service.ts';
import type { NftNames } from '#lib/proxy-text/nft-names.ts';
import type { ProxiedPort } from '#lib/proxy-text/proxied-port.ts';

/** Sets and maps that hold elements of all Services. */
export const NFT_CONTAINERS = [
  'hairpin-connections',
  'cluster-ips',
  'no-endpoint-services',
  'no-endpoint-nodeports',
  'firewall-ips',
  'service-ips',
  'service-nodeports',
] as const;
export type NftContainer = (typeof NFT_CONTAINERS)[number];

/** What all ports of one family fill together. */
export interface NftTables {
  readonly family: IpFamily;
  readonly elementsByContainer: ReadonlyMap<NftContainer, Set<string>>;
  readonly rulesByChain: Map<string, string[]>;
  /** Timeouts in seconds of the affinity sets. */
  readonly timeoutBySet: Map<string, number>;
}

/** What the rules of one Service port are written with. */
export interface NftPortWriter {
  readonly port: ProxiedPort;
  readonly names: NftNames;
  readonly rules: NftTextRules;
  readonly tables: NftTables;
  readonly podCIDR?: string;
  readonly masqueradesAll: boolean;
  readonly nodeIPs: readonly string[];
  readonly nodeName: string;
}

/** "ip" or "ip6", as matches begin. */
export function ipKeyword({ port }: NftPortWriter): 'ip' | 'ip6' {
  return port.family === 'IPv6' ? 'ip6' : 'ip';
}

export function addElement({ tables }: NftPortWriter, container: NftContainer, element: string): void {
  tables.elementsByContainer.get(container)?.add(element);
}

/** Opens the chain, also where no rule follows. */
export function addRules({ tables }: NftPortWriter, chain: string, rules: readonly string[]): void {
  const known = tables.rulesByChain.get(chain);
  if (known === undefined) tables.rulesByChain.set(chain, [...rules]);
  else known.push(...rules);
}

export function collectNft(family: IpFamily): NftTables {
  return {
    family,
    elementsByContainer: new Map(NFT_CONTAINERS.map((container) => [container, new Set<string>()])),
    rulesByChain: new Map(),
    timeoutBySet: new Map(),
  };
}
