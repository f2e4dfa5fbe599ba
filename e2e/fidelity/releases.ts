import type { GateOverride } from '#lib/model/gates.ts';
import type { Mode } from './check-moment.ts';

/** A release that the control plane can be started with. */
export interface Release {
  readonly name: string;
  /** The modes that its kube-proxy has and this kernel can run. */
  readonly modes: readonly Mode[];
  readonly gates: readonly GateOverride[];
  /** Its kube-proxy learns the addresses of its node where it has no interface of that address. */
  readonly learnsNodeIPs: boolean;
  /** Pods that end stay in their slices while they do. */
  readonly keepsEnding: boolean;
  /** A Service of type ClusterIP with external IPs may have an externalTrafficPolicy. */
  readonly policyOfExternalIPs: boolean;
  readonly upOptions: readonly string[];
}

export const NEWEST: Release = {
  name: '1.37',
  modes: ['iptables', 'nftables'],
  gates: [],
  learnsNodeIPs: true,
  keepsEnding: true,
  policyOfExternalIPs: true,
  upOptions: [],
};

export const RELEASES: readonly Release[] = [
  NEWEST,
  {
    name: '1.21',
    modes: ['iptables'],
    gates: [{ gate: 'TopologyAwareHints', state: true }],
    learnsNodeIPs: false,
    keepsEnding: false,
    policyOfExternalIPs: false,
    upOptions: ['--kubernetes', '1.21'],
  },
];
