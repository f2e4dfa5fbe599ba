import type { IptablesTextRules } from '#lib/kube-version/proxy-text-rules.ts';
import { cidrContains } from '#lib/proxy-text/cidr-contains.ts';
import type { IptablesNames } from '#lib/proxy-text/iptables-names.ts';
import { commentMatch, formatRule, type IptablesRule } from '#lib/proxy-text/iptables-rule.ts';
import type { IptablesTable, IptablesTables } from '#lib/proxy-text/iptables-tables.ts';
import type { ProxiedPort } from '#lib/proxy-text/proxied-port.ts';

/** What the rules of one Service port are written with. */
export interface PortWriter {
  readonly port: ProxiedPort;
  readonly names: IptablesNames;
  readonly rules: IptablesTextRules;
  readonly tables: IptablesTables;
  /** Of the port's family; absent: kube-proxy cannot tell pods from others. */
  readonly podCIDR?: string;
  readonly masqueradesAll: boolean;
  /** Large clusters go without the comments of balancing rules. */
  readonly hasComments: boolean;
  readonly nodeIPs: readonly string[];
}

export const MARK_MASQ = 'KUBE-MARK-MASQ';
export const MARK_DROP = 'KUBE-MARK-DROP';

export function append(
  { tables }: PortWriter,
  [table, chain]: readonly [IptablesTable, string],
  rule: IptablesRule,
): void {
  tables.append(table, chain, formatRule(rule));
}

/** Traffic to one address (absent: to any of the node's) and port. */
export function trafficTo(
  { port }: PortWriter,
  comment: string,
  { address, number }: { readonly address?: string; readonly number?: number },
): IptablesRule {
  return {
    destination: address,
    protocol: port.protocol,
    matches: [commentMatch(comment), `-m ${port.protocol} --dport ${number ?? port.port}`],
  };
}

/** A refusal in the filter table. */
export function refuse(writer: PortWriter, chain: string, rule: IptablesRule & { readonly target: string }): void {
  const isReject = rule.target === 'REJECT';
  const how = writer.port.family === 'IPv6' ? 'icmp6-port-unreachable' : 'icmp-port-unreachable';
  append(writer, ['filter', chain], { ...rule, target: isReject ? `REJECT --reject-with ${how}` : rule.target });
}

/** Marks traffic that is no pod's of this cluster, or all of it; nothing where kube-proxy cannot tell. */
export function masqueradeUnlessFromPod(writer: PortWriter, chain: string, rule: IptablesRule): void {
  const { podCIDR, masqueradesAll } = writer;
  if (masqueradesAll) append(writer, ['nat', chain], { ...rule, target: MARK_MASQ });
  else if (podCIDR !== undefined)
    append(writer, ['nat', chain], { ...rule, source: `! ${podCIDR}`, target: MARK_MASQ });
}

/** A load balancer asks here for endpoints of the node's own; it is let in whether there are some or not. */
export function acceptHealthChecks(writer: PortWriter): void {
  const { port } = writer;
  if (port.healthCheckNodePort === 0) return;
  append(writer, ['filter', 'KUBE-NODEPORTS'], {
    protocol: 'tcp',
    matches: [commentMatch(`${port.name} health check node port`), `-m tcp --dport ${port.healthCheckNodePort}`],
    target: 'ACCEPT',
  });
}

/** The load balancer's addresses by which the node itself would come in, if a source range holds one of its own. */
export function ownSources({ port, nodeIPs }: PortWriter): readonly string[] {
  const letsNodeIn = port.sourceRanges.some((range) => nodeIPs.some((ip) => cidrContains(range, ip)));
  return letsNodeIn ? port.loadBalancerIPs : [];
}
