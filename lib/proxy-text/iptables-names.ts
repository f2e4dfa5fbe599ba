import { chainHash } from '#lib/proxy-text/chain-hash.ts';
import type { ProxiedPort } from '#lib/proxy-text/proxied-port.ts';

/** The chains of one Service port (`servicePortPolicyClusterChain` and its siblings, pkg/proxy/iptables). */
export interface IptablesNames {
  readonly service: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
  /** The chain of one endpoint, by its "ip:port". */
  readonly endpoint: (key: string) => string;
}

const HASH_LENGTH = 16;

export function iptablesNames(port: ProxiedPort, externalChain: 'KUBE-XLB' | 'KUBE-EXT'): IptablesNames {
  const identity = port.name + port.protocol;
  const hash = chainHash(identity, HASH_LENGTH);
  return {
    service: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `${externalChain}-${hash}`,
    firewall: `KUBE-FW-${hash}`,
    endpoint: (key) => `KUBE-SEP-${chainHash(identity + key, HASH_LENGTH)}`,
  };
}
