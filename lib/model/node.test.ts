import { describe, expect, it } from 'vitest';
import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';

function node(fields: Partial<Node>): Node {
  return {
    kind: 'Node',
    name: 'n',
    namespace: '',
    uid: '',
    labels: {},
    dataPlaneSigns: [],
    taints: [],
    unschedulable: false,
    allocatable: {},
    kubeletVersion: '',
    kubeProxyVersion: '',
    operatingSystem: '',
    images: [],
    ...fields,
  };
}

describe('zoneLabelOf() tells an absent label from an empty one', () => {
  it('is undefined without the label', () => expect(zoneLabelOf(node({}))).toBeUndefined());
  it('is empty for an empty label', () =>
    expect(zoneLabelOf(node({ labels: { 'topology.kubernetes.io/zone': '' } }))).toBe(''));
  it('never reads the beta label', () =>
    expect(zoneLabelOf(node({ labels: { 'failure-domain.beta.kubernetes.io/zone': 'a' } }))).toBeUndefined());
});

describe('isNodeReady() takes only status True', () => {
  for (const [status, want] of [
    ['True', true],
    ['False', false],
    ['Unknown', false],
  ] as const) {
    it(`${status} is ${want ? '' : 'not '}ready`, () => expect(isNodeReady(node({ ready: { status } }))).toBe(want));
  }
  it('a node without the condition is not ready', () => expect(isNodeReady(node({}))).toBe(false));
});

describe('isControlPlaneNode() looks at the presence of either label, whatever its value', () => {
  for (const key of ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']) {
    it(`${key}="" makes one`, () => expect(isControlPlaneNode(node({ labels: { [key]: '' } }))).toBe(true));
  }
  it('a worker label makes none', () =>
    expect(isControlPlaneNode(node({ labels: { 'node-role.kubernetes.io/worker': '' } }))).toBe(false));
});
