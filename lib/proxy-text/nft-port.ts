import { compareIps } from '#lib/proxy-filter/ip-address.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { cidrContains } from '#lib/proxy-text/cidr-contains.ts';
import { addElement, addRules, ipKeyword, type NftPortWriter } from '#lib/proxy-text/nft-writer.ts';

const MARK = 'meta mark set meta mark | 0x00004000';
/** nftables takes no longer comment. */
const LONGEST_COMMENT = 128;

/** The elements, chains and sets of one Service port (`syncProxyRules`, pkg/proxy/nftables). */
export function writeNftPort(writer: NftPortWriter): void {
  const { port } = writer;
  const { hasAnyEndpoints, policies, local } = port;
  const hasInternal = hasAnyEndpoints && (!policies.internalLocal || local.length > 0);
  const hasExternal = hasAnyEndpoints && (!policies.externalLocal || local.length > 0);
  captureTraffic(writer, { hasInternal, hasExternal });
  if (port.loadBalancerIPs.length > 0 && port.sourceRanges.length > 0) writeFirewall(writer);
  if (hasInternal) writeClusterIPMasquerade(writer);
  if (hasAnyEndpoints && policies.externallyAccessible) writeExternalChain(writer, hasExternal);
  if (policies.usesCluster && port.cluster.length > 0) writeBalancing(writer, writer.names.service, port.cluster);
  if (policies.usesLocal && local.length > 0) writeBalancing(writer, writer.names.local, local);
  for (const endpoint of port.reachable) writeEndpoint(writer, endpoint);
}

interface Standing {
  readonly hasInternal: boolean;
  readonly hasExternal: boolean;
}

function captureTraffic(writer: NftPortWriter, { hasInternal, hasExternal }: Standing): void {
  const { port, names } = writer;
  const comment = `comment "${port.name.slice(0, LONGEST_COMMENT)}"`;
  const refusal = port.hasAnyEndpoints ? 'drop' : 'goto reject-chain';
  const at = (address: string) => `${address} . ${port.protocol} . ${port.port}`;
  addElement(writer, 'cluster-ips', port.clusterIP);
  const internal = port.policies.internalLocal ? names.local : names.service;
  if (hasInternal) addElement(writer, 'service-ips', `${at(port.clusterIP)} : goto ${internal}`);
  else addElement(writer, 'no-endpoint-services', `${at(port.clusterIP)} ${comment} : ${refusal}`);
  for (const address of [...port.externalIPs, ...port.loadBalancerIPs]) {
    if (port.hasAnyEndpoints) addElement(writer, 'service-ips', `${at(address)} : goto ${names.external}`);
    if (!hasExternal) addElement(writer, 'no-endpoint-services', `${at(address)} ${comment} : ${refusal}`);
  }
  if (port.nodePort === 0) return;
  const nodePort = `${port.protocol} . ${port.nodePort}`;
  if (port.hasAnyEndpoints) addElement(writer, 'service-nodeports', `${nodePort} : goto ${names.external}`);
  if (!hasExternal) addElement(writer, 'no-endpoint-nodeports', `${nodePort} ${comment} : ${refusal}`);
}

/** nft sorts the addresses of a set of ranges, and writes a set of one without braces. */
function writeFirewall(writer: NftPortWriter): void {
  const { port, names, rules, nodeIPs } = writer;
  if (!rules.firewallChains) return;
  const comment = rules.firewallComments ? ` comment "${port.name.slice(0, LONGEST_COMMENT)}"` : '';
  for (const address of port.loadBalancerIPs) {
    const key = `${address} . ${port.protocol} . ${port.port}`;
    addElement(writer, 'firewall-ips', `${key}${comment} : goto ${names.firewall}`);
  }
  const letsNodeIn = port.sourceRanges.some((range) => nodeIPs.some((ip) => cidrContains(range, ip)));
  const sources = [...port.sourceRanges, ...(letsNodeIn ? port.loadBalancerIPs : [])].toSorted((left, right) =>
    compareIps(left.split('/')[0] ?? '', right.split('/')[0] ?? ''),
  );
  const written = sources.map((source) => source.replace(port.family === 'IPv6' ? /\/128$/ : /\/32$/, ''));
  const list = written.length === 1 ? written.join('') : `{ ${written.join(', ')} }`;
  addRules(writer, names.firewall, [`${ipKeyword(writer)} saddr != ${list} drop`]);
}

/** Traffic to the cluster IP that is no pod's, where the Service's own chain sees to it. */
function writeClusterIPMasquerade(writer: NftPortWriter): void {
  const { port, names, rules, podCIDR, masqueradesAll } = writer;
  if (rules.clusterIPMasquerade === 'for-all' || (podCIDR === undefined && !masqueradesAll)) return;
  const ip = ipKeyword(writer);
  const withPort = rules.clusterIPMasquerade === 'by-address-and-port' ? ` ${port.protocol} dport ${port.port}` : '';
  const notLocal = masqueradesAll ? '' : ` ${ip} saddr != ${podCIDR}`;
  const chain = port.policies.internalLocal ? names.local : names.service;
  addRules(writer, chain, [`${ip} daddr ${port.clusterIP}${withPort}${notLocal} jump mark-for-masquerade`]);
}

/** Under a Local policy this node's own pods and the node itself take the cluster list; all else the local one. */
function writeExternalChain(writer: NftPortWriter, hasExternal: boolean): void {
  const { port, names, rules, podCIDR } = writer;
  const mark = rules.marksInPlace ? MARK : 'jump mark-for-masquerade';
  const chain: string[] = [];
  if (!port.policies.externalLocal) {
    chain.push(rules.marksInPlace ? `${mark} comment "masquerade"` : mark);
  } else {
    if (podCIDR !== undefined) {
      chain.push(`${ipKeyword(writer)} saddr ${podCIDR} goto ${names.service} comment "short-circuit pod traffic"`);
    }
    chain.push(`fib saddr type local ${mark} comment "masquerade local traffic"`);
    chain.push(`fib saddr type local goto ${names.service} comment "short-circuit local traffic"`);
  }
  if (hasExternal) chain.push(`goto ${port.policies.externalLocal ? names.local : names.service}`);
  addRules(writer, names.external, chain);
}

function writeBalancing(writer: NftPortWriter, chain: string, endpoints: readonly ProxyEndpoint[]): void {
  const { port, names, rules } = writer;
  const ip = ipKeyword(writer);
  if (port.affinitySeconds !== undefined) {
    const known = endpoints.map(
      (endpoint) => `${ip} saddr @${names.affinity(endpoint)} goto ${names.endpoint(endpoint)}`,
    );
    addRules(writer, chain, known);
  }
  const [first] = endpoints;
  if (usesEndpointChains(writer)) {
    const choices = endpoints.map((endpoint, index) => `${index} : goto ${names.endpoint(endpoint)}`);
    addRules(writer, chain, [`numgen random mod ${endpoints.length} vmap { ${choices.join(', ')} }`]);
  } else if (rules.plainDnatForOne && endpoints.length === 1 && first !== undefined) {
    addRules(writer, chain, [`meta l4proto ${port.protocol} dnat to ${first.key}`]);
  } else {
    const choices = endpoints.map(({ address, port: number }, index) => `${index} : ${address} . ${number}`);
    const dice = `numgen random mod ${endpoints.length} map { ${choices.join(', ')} }`;
    addRules(writer, chain, [`meta l4proto ${port.protocol} dnat ${ip} to ${dice}`]);
  }
}

function writeEndpoint(writer: NftPortWriter, endpoint: ProxyEndpoint): void {
  const { port, names, rules, tables } = writer;
  const ip = ipKeyword(writer);
  const { address, port: number, key } = endpoint;
  if (rules.marksInPlace && endpoint.endpoint.nodeName === writer.nodeName) {
    addElement(writer, 'hairpin-connections', `${address} . ${address} . ${port.protocol} . ${number}`);
  }
  if (!usesEndpointChains(writer)) return;
  const hairpin = rules.marksInPlace ? [] : [`${ip} saddr ${address} jump mark-for-masquerade`];
  const remember = port.affinitySeconds === undefined ? [] : [`update @${names.affinity(endpoint)} { ${ip} saddr }`];
  const dnat = `meta l4proto ${port.protocol} dnat to ${key}`;
  addRules(writer, names.endpoint(endpoint), [...hairpin, ...remember, dnat]);
  if (port.affinitySeconds !== undefined) tables.timeoutBySet.set(names.affinity(endpoint), port.affinitySeconds);
}

function usesEndpointChains({ port, rules }: NftPortWriter): boolean {
  return rules.endpointChains === 'always' || port.affinitySeconds !== undefined;
}
