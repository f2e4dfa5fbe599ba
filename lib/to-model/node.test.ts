import { describe, expect, it } from 'vitest';
import { toNode } from '#lib/to-model/node.ts';

const object = {
  metadata: {
    name: 'n',
    labels: { 'topology.kubernetes.io/zone': 'a', team: 'x' },
    annotations: { 'k8s.ovn.org/node-subnets': 'secret' },
  },
  spec: { unschedulable: true, taints: [{ key: 'k', effect: 'NoSchedule' }] },
  status: {
    allocatable: { cpu: '3920m', memory: '16Gi', pods: '110' },
    conditions: [
      { type: 'MemoryPressure', status: 'False' },
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-05-04T10:00:00Z' },
      { type: 'Ready', status: 'False' },
    ],
    nodeInfo: { kubeletVersion: 'v1.21.10', kubeProxyVersion: '', operatingSystem: 'linux' },
    images: [
      { names: ['coredns:1', 'other:2'], sizeBytes: 5 },
      { names: ['nginx:1'], sizeBytes: 7 },
    ],
  },
};

describe('toNode()', () => {
  it('reads what routing and placement look at', () => {
    expect(toNode(object)).toMatchObject({
      unschedulable: true,
      taints: [{ key: 'k', value: '', effect: 'NoSchedule' }],
      allocatable: { cpuNano: 3.92e9, memoryBytes: 17_179_869_184, pods: 110 },
      ready: { status: 'True', since: Date.UTC(2026, 4, 4, 10) },
      kubeletVersion: 'v1.21.10',
    });
  });
  it('keeps only the labels it was asked for beside the fixed ones', () => {
    expect(Object.keys(toNode(object)?.labels ?? {})).toEqual(['topology.kubernetes.io/zone']);
    expect(toNode(object, { keepLabel: (key) => key === 'team' })?.labels).toMatchObject({ team: 'x' });
  });
  it('keeps the presence of a data-plane annotation, never its value', () => {
    const node = toNode(object);
    expect(node?.dataPlaneSigns).toEqual(['k8s.ovn.org/node-subnets']);
    expect(JSON.stringify(node)).not.toContain('secret');
  });
  it('keeps who says that the network is up, if it is a known network plugin', () => {
    const withReason = (reason: string) => ({
      metadata: { name: 'n' },
      status: { conditions: [{ type: 'NetworkUnavailable', status: 'False', reason, message: 'secret' }] },
    });
    expect(toNode(withReason('CiliumIsUp'))?.dataPlaneSigns).toEqual(['NetworkUnavailable: CiliumIsUp']);
    expect(toNode(withReason('RouteCreated'))?.dataPlaneSigns).toEqual([]);
  });
  it('keeps the addresses that kube-proxy takes for its own, and no host name', () => {
    const addresses = [
      { type: 'Hostname', address: 'n' },
      { type: 'InternalIP', address: '172.18.0.3' },
      { type: 'InternalIP', address: 'fd00::3' },
    ];
    const node = toNode({ metadata: { name: 'n' }, status: { addresses } });
    expect(node?.addresses).toEqual(['172.18.0.3', 'fd00::3']);
    expect(toNode({ metadata: { name: 'n' } })).not.toHaveProperty('addresses');
  });
  it('keeps of the images only those that were asked for', () => {
    expect(toNode(object)?.images).toEqual([]);
    expect(toNode(object, { keepImage: (name) => name === 'coredns:1' })?.images).toEqual([
      { names: ['coredns:1'], sizeBytes: 5 },
    ]);
  });
  it('leaves out a quantity that is none', () => {
    expect(toNode({ metadata: { name: 'n' }, status: { allocatable: { cpu: 'many' } } })?.allocatable).toEqual({});
  });
});
