import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseIpvs } from '#lib/proxy-text/parse-ipvs.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';

interface SureSign {
  readonly proxier: Proxier;
  readonly sign: string;
  /** Where this stands in the text, too, the sign is none. */
  readonly unless?: string;
}

/** What kube-proxy itself wrote. It is looked for first: a node in another mode shows something of these commands, too. */
const SURE_SIGNS: readonly SureSign[] = [
  { proxier: 'nftables', sign: 'table ip kube-proxy {' },
  { proxier: 'nftables', sign: 'table ip6 kube-proxy {' },
  // In ipvs mode the chain only masquerades.
  { proxier: 'iptables', sign: '-A KUBE-SERVICES ', unless: '--match-set KUBE-CLUSTER-IP ' },
  { proxier: 'ipvs', sign: 'IP Virtual Server version' },
];

/** What the commands print on any node, among the first lines. */
const SIGNS: readonly { readonly proxier: Proxier; readonly sign: RegExp }[] = [
  { proxier: 'ipvs', sign: /^-A (?:-[tu]|--sctp-service) \S{2,60}:\d{1,5} -s /m },
  { proxier: 'ipvs', sign: /^ {0,8}(?:TCP|UDP|SCTP) {1,8}\S{2,60}:\d{1,5} /m },
  { proxier: 'iptables', sign: /^(?:\*(?:nat|filter|mangle|raw|security)\r?$|-[ANP] KUBE-)/m },
  { proxier: 'nftables', sign: /^[ \t]{0,40}table (?:ip|ip6|inet|arp|bridge|netdev) \S{1,200} \{/m },
];
const FIRST_CHARACTERS = 65_536;

/** Whose output the text is: `ipvsadm -ln` (or `--save`), `iptables-save` or `nft list ruleset`; undefined where it is none. */
export function detectProxyText(text: string): Proxier | undefined {
  const sure = SURE_SIGNS.find(({ sign, unless }) => text.includes(sign) && !(unless && text.includes(unless)));
  if (sure !== undefined) return sure.proxier;
  const start = text.slice(0, FIRST_CHARACTERS);
  return SIGNS.find(({ sign }) => sign.test(start))?.proxier;
}

/** Reads whichever text it is; undefined where it is none of the three. */
export function parseProxyText(text: string): ParsedRules | undefined {
  switch (detectProxyText(text)) {
    case 'ipvs':
      return parseIpvs(text);
    case 'iptables':
      return parseIptables(text);
    case 'nftables':
      return parseNft(text);
    case undefined:
      return undefined;
  }
}
