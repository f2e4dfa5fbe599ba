import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';
import type { RealCluster } from './realcluster.ts';

export type ProxyMode = 'nftables' | 'iptables';

export interface DumpRequest {
  readonly node: string;
  readonly mode: ProxyMode;
  /** "10.96.0.10:53" */
  readonly destination: string;
  readonly protocol: 'TCP' | 'UDP';
}

/** What the node's real kube-proxy wrote for one Service port: the endpoints, sorted. */
export function realBackends(
  cluster: RealCluster,
  { node, mode, destination, protocol }: DumpRequest,
): readonly string[] {
  const text = cluster.run(['proxy-dump', '--node', node, '--mode', mode]);
  const rules: ParsedRules = mode === 'nftables' ? parseNft(text) : parseIptables(text);
  const port = rules.ports.find(
    (candidate) => candidate.destination === destination && candidate.protocol === protocol,
  );
  return (port?.backends ?? []).map(({ key }) => key).sort();
}
