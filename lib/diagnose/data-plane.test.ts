import { describe, expect, it } from 'vitest';
import { dataPlaneOf, dataPlaneText, groupDataPlanes } from '#lib/diagnose/data-plane.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { Node } from '#lib/model/node.ts';
import { testNode } from '#lib/scenario/tutorial.test-support.ts';

interface Case {
  readonly name: string;
  readonly node?: Partial<Node>;
  readonly said?: readonly DataPlaneOverride[];
  readonly kind: string;
  readonly finding: string;
}

const CASES: readonly Case[] = [
  { name: 'assumes kube-proxy where nothing speaks against it', kind: 'kube-proxy', finding: 'no-sign' },
  {
    name: 'is sure of Windows before any sign',
    node: { operatingSystem: 'windows', dataPlaneSigns: ['k8s.ovn.org/node-subnets'] },
    kind: 'windows',
    finding: 'windows',
  },
  {
    name: 'is sure of OVN-Kubernetes',
    node: { dataPlaneSigns: ['k8s.ovn.org/l3-gateway-config'] },
    kind: 'ovn-kubernetes',
    finding: 'ovn-kubernetes',
  },
  {
    name: 'cannot know whether Cilium replaces kube-proxy',
    node: { dataPlaneSigns: ['NetworkUnavailable: CiliumIsUp'] },
    kind: 'unknown',
    finding: 'cilium',
  },
  {
    name: 'is sure that the Cilium of a provider is there in place of kube-proxy, and of no more',
    node: { dataPlaneSigns: ['network.cilium.io/ipv4-pod-cidr', 'kubernetes.azure.com/ebpf-dataplane'] },
    kind: 'unknown',
    finding: 'cilium-in-place',
  },
  {
    name: 'knows Cilium by its older annotation too',
    node: { dataPlaneSigns: ['io.cilium.network.ipv4-cilium-host'] },
    kind: 'unknown',
    finding: 'cilium',
  },
  {
    name: 'cannot know whether kube-router serves Services',
    node: { dataPlaneSigns: ['kube-router.io/pod-cidrs'] },
    kind: 'unknown',
    finding: 'kube-router',
  },
  {
    name: 'assumes kube-proxy beside Calico, and says so',
    node: { dataPlaneSigns: ['projectcalico.org/IPv4Address', 'NetworkUnavailable: CalicoIsUp'] },
    kind: 'kube-proxy',
    finding: 'calico',
  },
  {
    name: 'finds no kube-proxy on a virtual node',
    node: { taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' }] },
    kind: 'none',
    finding: 'virtual-node',
  },
  {
    name: 'leaves Services to kube-proxy beside flannel',
    node: { dataPlaneSigns: ['flannel.alpha.coreos.com/backend-type'] },
    kind: 'kube-proxy',
    finding: 'no-sign',
  },
  {
    name: 'believes what is said of the node before what is said of all, and both before any sign',
    node: { operatingSystem: 'windows' },
    said: [{ node: 'n', kind: 'ipvs' }, { kind: 'cilium' }],
    kind: 'ipvs',
    finding: 'set',
  },
  {
    name: 'believes what is said of all',
    node: { dataPlaneSigns: ['k8s.ovn.org/node-subnets'] },
    said: [{ node: 'other', kind: 'ipvs' }, { kind: 'nftables' }],
    kind: 'nftables',
    finding: 'set',
  },
];

describe('dataPlaneOf()', () => {
  for (const { name, node, said, kind, finding } of CASES) {
    it(name, () => {
      expect(dataPlaneOf({ ...testNode({ name: 'n' }), ...node }, said)).toMatchObject({ kind, finding });
    });
  }

  it('names the sign, so that it can be looked up', () => {
    const found = dataPlaneOf({ ...testNode({ name: 'n' }), dataPlaneSigns: ['k8s.ovn.org/node-chassis-id'] });
    expect(dataPlaneText(found)).toEqual({
      key: 'data-plane.ovn-kubernetes',
      values: { kind: 'ovn-kubernetes', sign: 'k8s.ovn.org/node-chassis-id' },
    });
  });
});

describe('groupDataPlanes()', () => {
  it('names each once, with how many nodes and one of them, the most first', () => {
    const windows = { kind: 'windows', finding: 'windows' } as const;
    const plain = { kind: 'kube-proxy', finding: 'no-sign' } as const;
    const nodes = [
      { name: 'w', dataPlane: windows },
      { name: 'n1', dataPlane: plain },
      { name: 'n2', dataPlane: plain },
    ];
    expect(groupDataPlanes(nodes)).toEqual([
      { ...plain, nodes: 2, example: 'n1' },
      { ...windows, nodes: 1, example: 'w' },
    ]);
  });
});
