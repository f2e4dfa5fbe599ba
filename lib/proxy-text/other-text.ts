/** Who else than kube-proxy in the mode of the text leaves marks in it. */
export const OTHER_PROXIES = ['kube-proxy in ipvs mode', 'Cilium', 'OVN-Kubernetes', 'kube-router', 'Calico'] as const;
export type OtherProxy = (typeof OTHER_PROXIES)[number];

/**
 * The names that each gives its chains, wherever `iptables-save` or `nft list ruleset` show them. In ipvs mode kube-proxy
 * itself writes iptables rules that match its ipsets.
 */
const MARK_BY_PROXY: Readonly<Record<OtherProxy, string>> = {
  'kube-proxy in ipvs mode': '--match-set KUBE-CLUSTER-IP ',
  Cilium: 'CILIUM_',
  'OVN-Kubernetes': 'OVN-KUBE-',
  'kube-router': 'KUBE-ROUTER-',
  Calico: 'cali-',
};

/** Whose rules stand in the text beside kube-proxy's, or in place of them: that of an ipvs mode is the surest. */
export function otherProxiesIn(text: string): readonly OtherProxy[] {
  return OTHER_PROXIES.filter((proxy) => text.includes(MARK_BY_PROXY[proxy]));
}

/** Forms that tell of a node's rules and are not read, each with the command whose output is; lib/messages words them. */
export const UNREADABLE_FORMS = [
  /** `nft -j list ruleset` */
  'nft-json',
  /** `iptables -L` */
  'iptables-list',
  /** `nft list ruleset` where iptables itself is written by nft: matches and probabilities are not in it. */
  'iptables-by-nft',
  /** `ipvsadm -lnc` */
  'ipvs-connections',
  /** `ipvsadm -l`, with names in place of numbers. */
  'ipvs-names',
  /** `cilium-dbg service list` */
  'cilium-services',
] as const;
export type UnreadableForm = (typeof UNREADABLE_FORMS)[number];

const FIRST_CHARACTERS = 65_536;
const SIGN_BY_FORM: Readonly<Record<Exclude<UnreadableForm, 'iptables-by-nft'>, RegExp>> = {
  'nft-json': /\{\s{0,20}"nftables"\s{0,20}:/,
  'iptables-list': /^Chain \S{1,64} \((?:policy |\d{1,9} references)/m,
  'ipvs-connections': /^IPVS connection entries/m,
  'ipvs-names':
    /^ {0,8}(?:TCP|UDP|SCTP) {1,8}(?:[\w.-]{0,250}[A-Za-z][\w.-]{0,250}:[\w-]{1,40}|\S{2,60}:[a-z][\w-]{0,40})(?: |\r?$)/m,
  'cilium-services': /^ID {1,8}Frontend {1,200}Service Type/m,
};
/** They may stand far behind the tables of others, so the whole text is searched, which has to cost little. */
const CHAINS_OF_IPTABLES = ['chain KUBE-SERVICES {', 'chain KUBE-NODEPORTS {', 'chain KUBE-SVC-'];

/** Which of those forms the text is, so that the right command can be named; asked where no rule could be read. */
export function unreadableFormOf(text: string): UnreadableForm | undefined {
  const start = text.slice(0, FIRST_CHARACTERS);
  return UNREADABLE_FORMS.find((form) =>
    form === 'iptables-by-nft'
      ? CHAINS_OF_IPTABLES.some((chain) => text.includes(chain))
      : SIGN_BY_FORM[form].test(start),
  );
}
