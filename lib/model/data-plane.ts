/**
 * What carries a node's traffic for Services: kube-proxy (in a mode that may not be known), kube-proxy on Windows, what
 * replaces kube-proxy, nothing, or something that cannot be known. The names are those of the URL's `data-plane`.
 */
export const DATA_PLANE_KINDS = [
  'kube-proxy',
  'iptables',
  'ipvs',
  'nftables',
  'windows',
  /** Cilium in place of kube-proxy, as it is by default: with `loadBalancer.serviceTopology` off. */
  'cilium',
  /** The same with `loadBalancer.serviceTopology` on. */
  'cilium-service-topology',
  'ovn-kubernetes',
  'calico-ebpf',
  'kube-router',
  'none',
  'unknown',
] as const;
export type DataPlaneKind = (typeof DATA_PLANE_KINDS)[number];

/** What somebody said of a node's data plane; without a node it is said of all. */
export interface DataPlaneOverride {
  readonly node?: string;
  readonly kind: DataPlaneKind;
}
