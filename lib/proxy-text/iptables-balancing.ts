import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { commentMatch, recentMatch, statisticMatch } from '#lib/proxy-text/iptables-rule.ts';
import { append, MARK_MASQ, type PortWriter } from '#lib/proxy-text/iptables-writer.ts';

/** `writeServiceToEndpointRules`: with affinity first the rules that send known clients back, then the dice. */
export function writeBalancing(writer: PortWriter, chain: string, endpoints: readonly ProxyEndpoint[]): void {
  const { port, names, rules } = writer;
  const comment = ({ key }: ProxyEndpoint): string =>
    serviceComment(writer, rules.namesEndpoints ? `${port.name} -> ${key}` : port.name);
  if (port.affinitySeconds !== undefined) {
    for (const endpoint of endpoints) writeAffinity(writer, [chain, endpoint], comment(endpoint));
  }
  for (const [index, endpoint] of endpoints.entries()) {
    append(writer, ['nat', chain], {
      matches: [comment(endpoint), statisticMatch(endpoints.length - index)],
      target: names.endpoint(endpoint.key),
    });
  }
}

/** The local list as old proxiers wrote it into KUBE-XLB: counted, with comments in large clusters too. */
export function writeNumberedBalancing(writer: PortWriter, chain: string, endpoints: readonly ProxyEndpoint[]): void {
  const { port, names } = writer;
  if (port.affinitySeconds !== undefined) {
    for (const endpoint of endpoints) writeAffinity(writer, [chain, endpoint], commentMatch(port.name));
  }
  for (const [index, endpoint] of endpoints.entries()) {
    append(writer, ['nat', chain], {
      matches: [commentMatch(`Balancing rule ${index} for ${port.name}`), statisticMatch(endpoints.length - index)],
      target: names.endpoint(endpoint.key),
    });
  }
}

function writeAffinity(writer: PortWriter, [chain, endpoint]: readonly [string, ProxyEndpoint], comment: string): void {
  const target = writer.names.endpoint(endpoint.key);
  const match = recentMatch(target, { check: writer.port.affinitySeconds ?? 0 }, writer.port.family);
  append(writer, ['nat', chain], { matches: [comment, match], target });
}

/** One chain for each endpoint that anything on the node may lead to. */
export function writeEndpointChains(writer: PortWriter): void {
  const { port, names } = writer;
  const comment = serviceComment(writer, port.name);
  for (const { address, key } of port.reachable) {
    const chain = names.endpoint(key);
    const remembers = port.affinitySeconds === undefined ? '' : recentMatch(chain, 'set', port.family);
    append(writer, ['nat', chain], { source: address, matches: [comment], target: MARK_MASQ });
    append(writer, ['nat', chain], {
      protocol: port.protocol,
      matches: [comment, remembers, `-m ${port.protocol}`],
      target: `DNAT --to-destination ${key}`,
    });
  }
}

function serviceComment({ hasComments }: PortWriter, text: string): string {
  return hasComments ? commentMatch(text) : '';
}
