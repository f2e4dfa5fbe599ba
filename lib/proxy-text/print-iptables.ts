import type { IptablesTextRules } from '#lib/kube-version/proxy-text-rules.ts';
import type { IpFamily } from '#lib/model/service.ts';
import { ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';
import { writeExtForm } from '#lib/proxy-text/iptables-ext-form.ts';
import { iptablesNames } from '#lib/proxy-text/iptables-names.ts';
import { commentMatch, formatRule } from '#lib/proxy-text/iptables-rule.ts';
import { collectTables } from '#lib/proxy-text/iptables-tables.ts';
import type { PortWriter } from '#lib/proxy-text/iptables-writer.ts';
import { writeXlbForm } from '#lib/proxy-text/iptables-xlb-form.ts';
import type { PrintInput } from '#lib/proxy-text/print-input.ts';
import { type ProxiedPort, proxiedPorts } from '#lib/proxy-text/proxied-port.ts';

/** `largeClusterEndpointsThreshold`: above it the balancing rules have no comments. */
const LARGE_CLUSTER = 1000;
const LAST_RULE = 'kubernetes service nodeports; NOTE: this must be the last rule in this chain';

/**
 * The rules of the Services on one node as `iptables-save` (for IPv6 `ip6tables-save`) shows them after the kube-proxy of
 * that node has written them (`syncProxyRules`, pkg/proxy/iptables). What belongs to no Service (KUBE-MARK-MASQ,
 * KUBE-POSTROUTING, the canary, ...) is left out. kube-proxy orders Services at random; here they come as given.
 */
export function printIptables(
  input: PrintInput,
  { rules, family }: { readonly rules: IptablesTextRules; readonly family: IpFamily },
): string {
  const tables = collectTables();
  for (const chain of ['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS']) tables.declare('filter', chain);
  for (const chain of ['KUBE-SERVICES', 'KUBE-NODEPORTS']) tables.declare('nat', chain);
  if (rules.dropsIn === 'filter') tables.declare('filter', 'KUBE-PROXY-FIREWALL');
  const options = input.options ?? {};
  const ports = proxiedPorts(input, { family, ...rules });
  const podCIDR = options.podCIDRs?.find((cidr) => ipFamilyOf(cidr.split('/')[0] ?? '') === family);
  const hasComments = (options.endpointsInCluster ?? endpointsOf(input, family)) <= LARGE_CLUSTER;
  const writerOf = (port: ProxiedPort): PortWriter => ({
    port,
    rules,
    tables,
    names: iptablesNames(port, rules.externalChain),
    ...(podCIDR === undefined ? {} : { podCIDR }),
    masqueradesAll: options.masqueradeAll ?? false,
    hasComments,
    nodeIPs: options.nodeIPs ?? [],
  });
  const writePort = rules.externalChain === 'KUBE-EXT' ? writeExtForm : writeXlbForm;
  for (const port of ports) writePort(writerOf(port));
  tables.append('nat', 'KUBE-SERVICES', lastRule(rules, family));
  return tables.print();
}

function endpointsOf({ services }: PrintInput, family: IpFamily): number {
  const ports = services.flatMap(({ routing }) => routing.ports).filter((port) => port.family === family);
  return ports.reduce((sum, port) => sum + port.endpoints.length, 0);
}

/** Whatever is left goes to the node ports. */
function lastRule(rules: IptablesTextRules, family: IpFamily): string {
  return formatRule({
    destination: rules.sparesLoopbackIPv6 && family === 'IPv6' ? '! ::1' : undefined,
    matches: [commentMatch(LAST_RULE), '-m addrtype --dst-type LOCAL'],
    target: 'KUBE-NODEPORTS',
  });
}
