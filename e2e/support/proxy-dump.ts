import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';
import type { RealCluster } from './realcluster.ts';

export type ProxyMode = 'nftables' | 'iptables';

export interface DumpRequest {
  readonly node: string;
  readonly mode: ProxyMode;
}

export interface BackendsRequest extends DumpRequest {
  /** "10.96.0.10:53" */
  readonly destination: string;
  readonly protocol: 'TCP' | 'UDP';
}

interface Dump {
  readonly text: string;
  readonly rules: ParsedRules;
}

const MOST_DUMPS = 6;

/**
 * What a kube-proxy that was started for it wrote. It may have written its rules before it learnt its own node's zone, so
 * they count once a second one, started anew, has written the same.
 *
 * @throws Error where no two in a row agree.
 */
export function restingDump(cluster: RealCluster, request: DumpRequest): Dump {
  let before = '';
  for (let taken = 0; taken < MOST_DUMPS; taken++) {
    const found = dump(cluster, request);
    // Services stand in random order.
    const ports = found.rules.ports.map((port) => JSON.stringify(port));
    const written = ports.toSorted().join('\n');
    if (written === before) return found;
    before = written;
  }
  throw new Error(`Cannot take the rules of ${request.node}: ${MOST_DUMPS} kube-proxies in a row wrote different ones`);
}

/** What the node's kube-proxy wrote for one Service port at its first try: the endpoints, sorted. */
export function firstBackends(cluster: RealCluster, request: BackendsRequest): readonly string[] {
  return backendsIn(dump(cluster, request), request);
}

/** The same once kube-proxy has come to rest, which takes two of them. */
export function restingBackends(cluster: RealCluster, request: BackendsRequest): readonly string[] {
  return backendsIn(restingDump(cluster, request), request);
}

function dump(cluster: RealCluster, { node, mode }: DumpRequest): Dump {
  const text = cluster.run(['proxy-dump', '--node', node, '--mode', mode]);
  return { text, rules: mode === 'nftables' ? parseNft(text) : parseIptables(text) };
}

function backendsIn({ rules }: Dump, { destination, protocol }: BackendsRequest): readonly string[] {
  const port = rules.ports.find(
    (candidate) => candidate.destination === destination && candidate.protocol === protocol,
  );
  return (port?.backends ?? []).map(({ key }) => key).sort();
}
