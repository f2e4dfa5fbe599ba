import { writeBalancing, writeEndpointChains } from '#lib/proxy-text/iptables-balancing.ts';
import { commentMatch } from '#lib/proxy-text/iptables-rule.ts';
import {
  acceptHealthChecks,
  append,
  MARK_DROP,
  MARK_MASQ,
  masqueradeUnlessFromPod,
  ownSources,
  type PortWriter,
  refuse,
  trafficTo,
} from '#lib/proxy-text/iptables-writer.ts';

const LOCALHOST_COUNTER = '-m nfacct --nfacct-name  localhost_nps_accepted_pkts';

/** How the port stands on this node, as `syncProxyRules` sums it up before it writes. */
interface Standing {
  readonly hasInternal: boolean;
  readonly hasExternal: boolean;
  readonly usesFirewall: boolean;
  readonly refusal: { readonly target: 'REJECT' | 'DROP'; readonly comment: string };
}

/** The rules of one port where KUBE-EXT takes traffic from outside and leads it to KUBE-SVC or KUBE-SVL. */
export function writeExtForm(writer: PortWriter): void {
  const standing = standingOf(writer);
  captureClusterIP(writer, standing);
  captureAddresses(writer, standing);
  captureNodePort(writer, standing);
  acceptHealthChecks(writer);
  if (writer.port.hasAnyEndpoints && writer.port.policies.externallyAccessible) writeExternalChain(writer, standing);
  if (standing.usesFirewall) writeFirewallChain(writer);
  writePolicyChains(writer);
  writeEndpointChains(writer);
}

function standingOf({ port, rules }: PortWriter): Standing {
  const { hasAnyEndpoints, policies, local } = port;
  const hasLocal = local.length > 0 || rules.dropsIn === 'nat';
  return {
    hasInternal: hasAnyEndpoints && (!policies.internalLocal || hasLocal),
    hasExternal: hasAnyEndpoints && (!policies.externalLocal || hasLocal),
    usesFirewall: hasAnyEndpoints && port.loadBalancerIPs.length > 0 && port.sourceRanges.length > 0,
    refusal: hasAnyEndpoints
      ? { target: 'DROP', comment: `${port.name} has no local endpoints` }
      : { target: 'REJECT', comment: `${port.name} has no endpoints` },
  };
}

function captureClusterIP(writer: PortWriter, { hasInternal, refusal }: Standing): void {
  const { port, names } = writer;
  const address = port.clusterIP;
  if (!hasInternal) {
    refuse(writer, 'KUBE-SERVICES', { ...trafficTo(writer, refusal.comment, { address }), target: refusal.target });
    return;
  }
  const chain = port.policies.internalLocal ? names.local : names.service;
  const traffic = trafficTo(writer, `${port.name} cluster IP`, { address });
  append(writer, ['nat', 'KUBE-SERVICES'], { ...traffic, target: chain });
  masqueradeUnlessFromPod(writer, chain, traffic);
}

/** External IPs, then the load balancer's. */
function captureAddresses(writer: PortWriter, { hasExternal, usesFirewall, refusal }: Standing): void {
  const { port, names } = writer;
  const kinds = [
    { addresses: port.externalIPs, what: 'external IP', target: names.external },
    {
      addresses: port.loadBalancerIPs,
      what: 'loadbalancer IP',
      target: usesFirewall ? names.firewall : names.external,
    },
  ];
  for (const { addresses, what, target } of kinds) {
    for (const address of addresses) {
      if (port.hasAnyEndpoints) {
        append(writer, ['nat', 'KUBE-SERVICES'], { ...trafficTo(writer, `${port.name} ${what}`, { address }), target });
      }
      if (!hasExternal) {
        const traffic = trafficTo(writer, refusal.comment, { address });
        refuse(writer, 'KUBE-EXTERNAL-SERVICES', { ...traffic, target: refusal.target });
      }
    }
  }
  if (!usesFirewall || writer.rules.dropsIn !== 'filter') return;
  for (const address of port.loadBalancerIPs) {
    const comment = `${port.name} traffic not accepted by ${names.firewall}`;
    append(writer, ['filter', 'KUBE-PROXY-FIREWALL'], { ...trafficTo(writer, comment, { address }), target: 'DROP' });
  }
}

function captureNodePort(writer: PortWriter, { hasExternal, refusal }: Standing): void {
  const { port, names, rules } = writer;
  if (port.nodePort === 0) return;
  if (port.hasAnyEndpoints) {
    const traffic = trafficTo(writer, port.name, { number: port.nodePort });
    if (rules.countsLocalhostNodePorts && port.family === 'IPv4') {
      const matches = [...(traffic.matches ?? []), LOCALHOST_COUNTER];
      append(writer, ['nat', 'KUBE-NODEPORTS'], {
        ...traffic,
        destination: '127.0.0.0/8',
        matches,
        target: names.external,
      });
    }
    append(writer, ['nat', 'KUBE-NODEPORTS'], { ...traffic, target: names.external });
  }
  if (!hasExternal) {
    const dport = `-m ${port.protocol} --dport ${port.nodePort}`;
    refuse(writer, 'KUBE-EXTERNAL-SERVICES', {
      protocol: port.protocol,
      matches: [commentMatch(refusal.comment), '-m addrtype --dst-type LOCAL', dport],
      target: refusal.target,
    });
  }
}

/** Under a Local policy this node's own pods and the node itself take the cluster list; all else the local one. */
function writeExternalChain(writer: PortWriter, { hasExternal }: Standing): void {
  const { port, names, podCIDR } = writer;
  const chain = ['nat', names.external] as const;
  const isLocal = '-m addrtype --src-type LOCAL';
  const comment = (what: string) => commentMatch(`${what} for ${port.name} external destinations`);
  if (!port.policies.externalLocal) {
    append(writer, chain, { matches: [comment('masquerade traffic')], target: MARK_MASQ });
  } else {
    if (podCIDR !== undefined) {
      append(writer, chain, { source: podCIDR, matches: [comment('pod traffic')], target: names.service });
    }
    append(writer, chain, { matches: [comment('masquerade LOCAL traffic'), isLocal], target: MARK_MASQ });
    append(writer, chain, { matches: [comment('route LOCAL traffic'), isLocal], target: names.service });
  }
  if (hasExternal) append(writer, chain, { target: port.policies.externalLocal ? names.local : names.service });
}

function writeFirewallChain(writer: PortWriter): void {
  const { port, names, rules } = writer;
  const chain = ['nat', names.firewall] as const;
  const matches = [commentMatch(`${port.name} loadbalancer IP`)];
  const perAddress = rules.firewallEndsIn === 'KUBE-MARK-DROP';
  for (const address of perAddress ? port.loadBalancerIPs : [undefined]) {
    const own = ownSources(writer).filter((ip) => address === undefined || ip === address);
    for (const source of [...port.sourceRanges, ...own]) {
      append(writer, chain, { source, matches, target: names.external });
    }
    if (perAddress) append(writer, chain, { matches, target: MARK_DROP });
  }
  if (rules.firewallEndsIn === 'comment') {
    const comment = `other traffic to ${port.name} will be dropped by KUBE-PROXY-FIREWALL`;
    append(writer, chain, { matches: [commentMatch(comment)] });
  }
}

function writePolicyChains(writer: PortWriter): void {
  const { port, names, rules, tables } = writer;
  const { usesCluster, usesLocal } = port.policies;
  const declaresEmpty = rules.dropsIn === 'nat' && port.hasAnyEndpoints;
  if (usesCluster && declaresEmpty) tables.declare('nat', names.service);
  if (usesCluster) writeBalancing(writer, names.service, port.cluster);
  if (usesLocal) writeBalancing(writer, names.local, port.local);
  if (usesLocal && declaresEmpty && port.local.length === 0) {
    const matches = [commentMatch(`${port.name} has no local endpoints`)];
    append(writer, ['nat', names.local], { matches, target: MARK_DROP });
  }
}
