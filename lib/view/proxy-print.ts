import type { Analysis } from '#lib/diagnose/analysis.ts';
import { proxyTextRulesOf } from '#lib/kube-version/proxy-text-rules.ts';
import type { IpFamily } from '#lib/model/service.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import type { PrintInput, ProxyOptions } from '#lib/proxy-text/print-input.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';
import { printIpvs } from '#lib/proxy-text/print-ipvs.ts';
import { printNft } from '#lib/proxy-text/print-nft.ts';

export interface PrintQuestion {
  /** The Services to print, all analysed in one context. */
  readonly analyses: readonly Analysis[];
  readonly node: string;
  readonly options?: ProxyOptions;
}

/**
 * The rules of the Services on one node as that node shows them where its kube-proxy runs in this mode: `ipvsadm -ln`,
 * `iptables-save` (followed by `ip6tables-save` where a Service has IPv6) or `nft list ruleset`, where kube-proxy keeps a
 * table for both families whether there are Services in both or not.
 * undefined where the node is not there, or its version has no such mode.
 */
export function printProxyText(question: PrintQuestion, proxier: Proxier): string | undefined {
  const input = printInput(question);
  if (input === undefined) return undefined;
  const rules = proxyTextRulesOf(proxyVersionOf(question));
  switch (proxier) {
    case 'ipvs':
      return printIpvs(input);
    case 'iptables':
      return familiesOf(question)
        .map((family) => printIptables(input, { rules: rules.iptables, family }))
        .join('');
    case 'nftables':
      return rules.nftables && printNft(input, { rules: rules.nftables });
  }
}

/** The Services as routed, with the node's place among all; undefined for a node that is not there. */
export function printInput({ analyses, node, options = {} }: PrintQuestion): PrintInput | undefined {
  const nodes = analyses[0]?.input.context.question.nodes ?? [];
  const own = nodes.findIndex(({ name }) => name === node);
  if (own < 0) return undefined;
  const services = analyses.map(({ input, routing }) => ({ service: input.service, routing }));
  const nodeIPs = options.nodeIPs ?? nodes[own]?.addresses ?? [];
  return { services, node: { name: node, index: own }, options: { ...options, nodeIPs } };
}

/** The families that the Services have, IPv4 first; IPv4 where they have none. */
function familiesOf({ analyses }: PrintQuestion): readonly IpFamily[] {
  const has = (family: IpFamily): boolean =>
    analyses.some(({ routing }) => routing.ports.some((port) => port.family === family));
  const families = (['IPv4', 'IPv6'] as const).filter(has);
  return families.length > 0 ? families : ['IPv4'];
}

function proxyVersionOf({ analyses, node }: PrintQuestion) {
  const context = analyses[0]?.input.context;
  return context?.proxyVersionByNode.get(node) ?? context?.version ?? { major: 1, minor: 0, patch: 0 };
}
