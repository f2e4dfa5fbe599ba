import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** What a data plane does with hints; `unknown` is answered as kube-proxy would, and said to be unknown. */
export type HintUse = 'follows' | 'ignores' | 'unknown';

const HINT_USE: Readonly<Record<DataPlaneKind, HintUse>> = {
  'kube-proxy': 'follows',
  iptables: 'follows',
  ipvs: 'follows',
  nftables: 'follows',
  // pkg/proxy/winkernel calls neither CategorizeEndpoints nor what came before it, in any version.
  windows: 'ignores',
  cilium: 'ignores',
  'cilium-service-topology': 'follows',
  'ovn-kubernetes': 'ignores',
  // From some version on it does, and no object tells the version.
  'calico-ebpf': 'unknown',
  'kube-router': 'ignores',
  none: 'unknown',
  unknown: 'unknown',
};

export function hintUseOf(kind: DataPlaneKind): HintUse {
  return HINT_USE[kind];
}

/**
 * Whether what these nodes dial holds only if kube-proxy routes there, which nobody knows. Every data plane keeps to a Local
 * policy; hints are another matter.
 */
export function isDoubtful({ dataPlane, policies }: Pick<RouteClass, 'dataPlane' | 'policies'>): boolean {
  return hintUseOf(dataPlane) === 'unknown' && !policies.internalLocal;
}
