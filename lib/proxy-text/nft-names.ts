import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { chainHash } from '#lib/proxy-text/chain-hash.ts';
import type { ProxiedPort } from '#lib/proxy-text/proxied-port.ts';

/** The chains and sets of one Service port (`servicePortChainNameBase`, pkg/proxy/nftables). */
export interface NftNames {
  readonly service: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
  readonly endpoint: (endpoint: ProxyEndpoint) => string;
  readonly affinity: (endpoint: ProxyEndpoint) => string;
}

const HASH_LENGTH = 8;
/** `chainNameBaseLengthMax`: what nftables allows, less the longest prefix. */
const LONGEST_BASE = 240;

export function nftNames(port: ProxiedPort): NftNames {
  const identity = `${port.service.namespace}/${port.service.name}/${port.protocol}/${port.portName}`;
  const base = hashAndTruncate(identity);
  const endpointBase = ({ address, port: number }: ProxyEndpoint): string =>
    hashAndTruncate(`${identity}__${address.replaceAll(':', '.')}/${number}`);
  return {
    service: `service-${base}`,
    local: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
    endpoint: (endpoint) => `endpoint-${endpointBase(endpoint)}`,
    affinity: (endpoint) => `affinity-${endpointBase(endpoint)}`,
  };
}

/** `hashAndTruncate`: the hash keeps names apart whose ends are cut off. */
export function hashAndTruncate(name: string): string {
  const full = `${chainHash(name, HASH_LENGTH)}-${name}`;
  return full.length > LONGEST_BASE ? `${full.slice(0, LONGEST_BASE - 3)}...` : full;
}
