import type { DataPlaneKind, DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { Node } from '#lib/model/node.ts';
import type { Text } from '#lib/model/text.ts';

/** How a node's data plane was found; lib/messages words each under `data-plane.FINDING`. */
export const DATA_PLANE_FINDINGS = [
  /** Somebody said so. */
  'set',
  'windows',
  /** OVN-Kubernetes annotates every node that it serves, and serves Services itself. */
  'ovn-kubernetes',
  /** The provider runs Cilium in place of kube-proxy; whether it follows hints, no object tells. */
  'cilium-in-place',
  /** Cilium runs on the node; whether in place of kube-proxy or beside it, no object tells. */
  'cilium',
  /** kube-router runs on the node; whether it serves Services too, no object tells. */
  'kube-router',
  /** Calico runs on the node, which leaves Services to kube-proxy unless its eBPF mode is on; no object tells. */
  'calico',
  /** A virtual node runs no kube-proxy. */
  'virtual-node',
  /** No sign of another data plane: kube-proxy is assumed. */
  'no-sign',
] as const;
export type DataPlaneFinding = (typeof DATA_PLANE_FINDINGS)[number];

export interface NodeDataPlane {
  readonly kind: DataPlaneKind;
  readonly finding: DataPlaneFinding;
  /** The label, annotation, taint or condition that betrays it. */
  readonly sign?: string;
}

/** Who writes which names on a Node; the first that fits decides. */
const SIGNS: readonly { readonly finding: DataPlaneFinding; readonly kind: DataPlaneKind; readonly name: RegExp }[] = [
  { finding: 'ovn-kubernetes', kind: 'ovn-kubernetes', name: /^k8s\.ovn\.org\// },
  // AKS keeps its kube-proxy off the nodes that bear this label.
  { finding: 'cilium-in-place', kind: 'unknown', name: /^kubernetes\.azure\.com\/ebpf-dataplane$/ },
  {
    finding: 'cilium',
    kind: 'unknown',
    name: /^(io\.cilium\.network\.|network\.cilium\.io\/|NetworkUnavailable: CiliumIsUp$)/,
  },
  { finding: 'kube-router', kind: 'unknown', name: /^kube-router\.io\// },
  { finding: 'calico', kind: 'kube-proxy', name: /^(projectcalico\.org\/|NetworkUnavailable: CalicoIsUp$)/ },
];
const VIRTUAL_NODE_TAINT = 'virtual-kubelet.io/provider';
const WINDOWS: NodeDataPlane = { kind: 'windows', finding: 'windows' };
const NO_SIGN: NodeDataPlane = { kind: 'kube-proxy', finding: 'no-sign' };

/**
 * What carries the node's traffic for Services, from what a Node object shows, and how that was found:
 * - what somebody said of this node, else of all nodes;
 * - Windows, then a virtual node, then the signs that other data planes leave on a Node;
 * - without a sign kube-proxy is assumed, in a mode that no object tells.
 */
export function dataPlaneOf(node: Node, overrides: readonly DataPlaneOverride[] = []): NodeDataPlane {
  const said =
    overrides.findLast((one) => one.node === node.name) ?? overrides.findLast((one) => one.node === undefined);
  if (said !== undefined) return { kind: said.kind, finding: 'set' };
  if (node.operatingSystem === 'windows') return WINDOWS;
  if (node.taints.some(({ key }) => key === VIRTUAL_NODE_TAINT)) {
    return { kind: 'none', finding: 'virtual-node', sign: VIRTUAL_NODE_TAINT };
  }
  if (node.dataPlaneSigns.length === 0) return NO_SIGN;
  for (const { finding, kind, name } of SIGNS) {
    const sign = node.dataPlaneSigns.find((candidate) => name.test(candidate));
    if (sign !== undefined) return { kind, finding, sign };
  }
  return NO_SIGN;
}

/** Nodes whose data plane was found in the same way. */
export interface DataPlaneGroup extends NodeDataPlane {
  readonly nodes: number;
  /** One of them. */
  readonly example: string;
}

/** Every data plane of the cluster once, the one of the most nodes first. */
export function groupDataPlanes(
  nodes: readonly { readonly name: string; readonly dataPlane: NodeDataPlane }[],
): readonly DataPlaneGroup[] {
  const groupByKey = new Map<string, { -readonly [K in keyof DataPlaneGroup]: DataPlaneGroup[K] }>();
  for (const { name, dataPlane } of nodes) {
    const key = `${dataPlane.finding} ${dataPlane.kind} ${dataPlane.sign ?? ''}`;
    const group = groupByKey.get(key);
    if (group === undefined) groupByKey.set(key, { ...dataPlane, nodes: 1, example: name });
    else group.nodes++;
  }
  return [...groupByKey.values()].sort((left, right) => right.nodes - left.nodes);
}

/** What the data plane is and how that was found, in one sentence. */
export function dataPlaneText({ kind, finding, sign }: NodeDataPlane): Text {
  return { key: `data-plane.${finding}`, values: { kind, ...(sign === undefined ? {} : { sign }) } };
}
