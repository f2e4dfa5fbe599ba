import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import type { KubeVersion } from '#lib/model/version.ts';

interface SourceRangeRules {
  /** A load balancer's source range of 0 bits lets everybody in, as if there were no ranges at all. */
  readonly zeroRangeMeansNone: boolean;
}

/** How the iptables proxier of one minor writes what it has decided (`syncProxyRules`, pkg/proxy/iptables). */
export interface IptablesTextRules extends SourceRangeRules {
  /** KUBE-XLB holds the local list itself; KUBE-EXT leads to the list that the policy asks for (KUBE-SVC or KUBE-SVL). */
  readonly externalChain: 'KUBE-XLB' | 'KUBE-EXT';
  /** Where traffic to a cluster IP that is no pod's is marked for masquerading. */
  readonly masqueradesIn: 'KUBE-SERVICES' | 'service-chain';
  /** Comments in KUBE-XLB count the local endpoints. */
  readonly numbersLocalEndpoints: boolean;
  /** Comments of balancing rules end in "-> ip:port". */
  readonly namesEndpoints: boolean;
  /** A Local policy without an endpoint here: a jump to KUBE-MARK-DROP, or DROP in the filter table. */
  readonly dropsIn: 'nat' | 'filter';
  /** What ends the chain of a load balancer's source ranges. */
  readonly firewallEndsIn: 'KUBE-MARK-DROP' | 'nothing' | 'comment';
  /** A rule of its own counts connections to a node port of 127.0.0.0/8. */
  readonly countsLocalhostNodePorts: boolean;
  /** Node ports of [::1] are left alone. */
  readonly sparesLoopbackIPv6: boolean;
}

/** How the nftables proxier of one minor writes what it has decided (`syncProxyRules`, pkg/proxy/nftables). */
export interface NftTextRules extends SourceRangeRules {
  /** Every endpoint has a chain, or only those of a Service with session affinity. */
  readonly endpointChains: 'always' | 'with-affinity';
  /** Where traffic to a cluster IP that is no pod's is marked: in the Service's chain (by address and port, or by address), or once for all. */
  readonly clusterIPMasquerade: 'by-address-and-port' | 'by-address' | 'for-all';
  /** A mark is set by a jump to `mark-for-masquerade`, or in place; then connections of an endpoint to itself stand in a set. */
  readonly marksInPlace: boolean;
  /** A list of one is a plain `dnat`. */
  readonly plainDnatForOne: boolean;
  readonly clusterIPsSet: boolean;
  /** Load balancers' source ranges have chains of their own; before that they stood in two sets that belong to no Service. */
  readonly firewallChains: boolean;
  /** The load balancers' addresses before such a chain say whose they are. */
  readonly firewallComments: boolean;
}

export interface ProxyTextRules {
  readonly iptables: IptablesTextRules;
  /** Absent: this minor has no nftables mode. */
  readonly nftables?: NftTextRules;
  /** In ipvs mode it warns at its start that the mode is deprecated. */
  readonly warnsOfIpvs: boolean;
}

/** How the kube-proxy of `version` (of the nearest known minor) writes its rules down. */
export function proxyTextRulesOf(version: KubeVersion): ProxyTextRules {
  const { minor } = nearestSupported(version);
  return {
    iptables: iptables(minor),
    ...(minor >= 29 ? { nftables: nftables(minor) } : {}),
    warnsOfIpvs: minor >= 35,
  };
}

function iptables(minor: number): IptablesTextRules {
  return {
    externalChain: minor >= 24 ? 'KUBE-EXT' : 'KUBE-XLB',
    masqueradesIn: minor >= 22 ? 'service-chain' : 'KUBE-SERVICES',
    numbersLocalEndpoints: minor <= 22,
    namesEndpoints: minor >= 24,
    dropsIn: minor >= 25 ? 'filter' : 'nat',
    firewallEndsIn: minor >= 27 ? 'comment' : minor >= 25 ? 'nothing' : 'KUBE-MARK-DROP',
    countsLocalhostNodePorts: minor >= 31,
    sparesLoopbackIPv6: minor >= 26,
    zeroRangeMeansNone: minor >= 34,
  };
}

function nftables(minor: number): NftTextRules {
  return {
    endpointChains: minor >= 36 ? 'with-affinity' : 'always',
    clusterIPMasquerade: minor >= 36 ? 'for-all' : minor >= 34 ? 'by-address' : 'by-address-and-port',
    marksInPlace: minor >= 36,
    plainDnatForOne: minor >= 37,
    clusterIPsSet: minor >= 30,
    firewallChains: minor >= 30,
    firewallComments: minor === 30,
    zeroRangeMeansNone: minor >= 34,
  };
}
