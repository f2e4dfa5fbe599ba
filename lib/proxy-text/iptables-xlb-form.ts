import { writeBalancing, writeEndpointChains, writeNumberedBalancing } from '#lib/proxy-text/iptables-balancing.ts';
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

/** The rules of one port where traffic from outside goes to KUBE-SVC, or under a Local policy to KUBE-XLB. */
export function writeXlbForm(writer: PortWriter): void {
  const { port, names, tables } = writer;
  if (port.policies.externalLocal) tables.declare('nat', names.external);
  if (port.hasAnyEndpoints) {
    tables.declare('nat', names.service);
    captureClusterIP(writer);
    for (const address of port.externalIPs) captureExternalIP(writer, address);
    for (const address of port.loadBalancerIPs) captureLoadBalancerIP(writer, address);
    captureNodePort(writer);
  } else {
    refuseAll(writer);
  }
  acceptHealthChecks(writer);
  if (!port.hasAnyEndpoints) return;
  writeBalancing(writer, names.service, port.cluster);
  writeEndpointChains(writer);
  if (port.policies.externalLocal) writeLocalChain(writer);
}

function captureClusterIP(writer: PortWriter): void {
  const { port, names } = writer;
  const traffic = trafficTo(writer, `${port.name} cluster IP`, { address: port.clusterIP });
  masqueradeUnlessFromPod(writer, masqueradeChain(writer, 'KUBE-SERVICES'), traffic);
  append(writer, ['nat', 'KUBE-SERVICES'], { ...traffic, target: names.service });
}

/** Where it cannot be told who is a pod, all traffic to an external IP is masqueraded. */
function captureExternalIP(writer: PortWriter, address: string): void {
  const { port, podCIDR } = writer;
  const traffic = trafficTo(writer, `${port.name} external IP`, { address });
  if (!port.policies.externalLocal) {
    append(writer, ['nat', masqueradeChain(writer, 'KUBE-SERVICES')], {
      ...traffic,
      ...(podCIDR === undefined ? {} : { source: `! ${podCIDR}` }),
      target: MARK_MASQ,
    });
  }
  append(writer, ['nat', 'KUBE-SERVICES'], { ...traffic, target: outsideChain(writer) });
}

function captureLoadBalancerIP(writer: PortWriter, address: string): void {
  const { port, names } = writer;
  const traffic = trafficTo(writer, `${port.name} loadbalancer IP`, { address });
  append(writer, ['nat', 'KUBE-SERVICES'], { ...traffic, target: names.firewall });
  const chain = ['nat', names.firewall] as const;
  const matches = [commentMatch(`${port.name} loadbalancer IP`)];
  if (!port.policies.externalLocal) append(writer, chain, { matches, target: MARK_MASQ });
  const own = ownSources(writer).filter((ip) => ip === address);
  const sources = port.sourceRanges.length === 0 ? [undefined] : [...port.sourceRanges, ...own];
  for (const source of sources) append(writer, chain, { source, matches, target: outsideChain(writer) });
  append(writer, chain, { matches, target: MARK_DROP });
}

function captureNodePort(writer: PortWriter): void {
  const { port } = writer;
  if (port.nodePort === 0) return;
  const traffic = trafficTo(writer, port.name, { number: port.nodePort });
  if (port.policies.externalLocal) {
    const source = port.family === 'IPv6' ? '::1/128' : '127.0.0.0/8';
    append(writer, ['nat', 'KUBE-NODEPORTS'], { ...traffic, source, target: MARK_MASQ });
  } else {
    append(writer, ['nat', masqueradeChain(writer, 'KUBE-NODEPORTS')], { ...traffic, target: MARK_MASQ });
  }
  append(writer, ['nat', 'KUBE-NODEPORTS'], { ...traffic, target: outsideChain(writer) });
}

function refuseAll(writer: PortWriter): void {
  const { port } = writer;
  const comment = `${port.name} has no endpoints`;
  refuse(writer, 'KUBE-SERVICES', { ...trafficTo(writer, comment, { address: port.clusterIP }), target: 'REJECT' });
  for (const address of [...port.externalIPs, ...port.loadBalancerIPs]) {
    refuse(writer, 'KUBE-EXTERNAL-SERVICES', { ...trafficTo(writer, comment, { address }), target: 'REJECT' });
  }
  if (port.nodePort === 0) return;
  const dport = `-m ${port.protocol} --dport ${port.nodePort}`;
  refuse(writer, 'KUBE-EXTERNAL-SERVICES', {
    protocol: port.protocol,
    matches: [commentMatch(comment), '-m addrtype --dst-type LOCAL', dport],
    target: 'REJECT',
  });
}

/** The local list, behind the short circuit to the cluster list for this node's own traffic. */
function writeLocalChain(writer: PortWriter): void {
  const { port, names, rules, podCIDR } = writer;
  const chain = ['nat', names.external] as const;
  const isLocal = '-m addrtype --src-type LOCAL';
  if (podCIDR !== undefined) {
    const comment = 'Redirect pods trying to reach external loadbalancer VIP to clusterIP';
    append(writer, chain, { source: podCIDR, matches: [commentMatch(comment)], target: names.service });
  }
  const masquerade = commentMatch(`masquerade LOCAL traffic for ${port.name} LB IP`);
  const route = commentMatch(`route LOCAL traffic for ${port.name} LB IP to service chain`);
  append(writer, chain, { matches: [masquerade, isLocal], target: MARK_MASQ });
  append(writer, chain, { matches: [route, isLocal], target: names.service });
  if (port.local.length === 0) {
    append(writer, chain, { matches: [commentMatch(`${port.name} has no local endpoints`)], target: MARK_DROP });
  } else if (rules.numbersLocalEndpoints) {
    writeNumberedBalancing(writer, names.external, port.local);
  } else {
    writeBalancing(writer, names.external, port.local);
  }
}

function masqueradeChain({ rules, names }: PortWriter, captureChain: string): string {
  return rules.masqueradesIn === 'service-chain' ? names.service : captureChain;
}

function outsideChain({ port, names }: PortWriter): string {
  return port.policies.externalLocal ? names.external : names.service;
}
