import { describe, expect, it } from 'vitest';
import type { TopologySpreadConstraint } from '#lib/model/pod.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { NOW, testContext, testNode, testPod, WEB_SELECTOR } from '#lib/replicas/cluster.test-support.ts';
import { hardSpreadOf } from '#lib/replicas/scheduler/hard-spread.ts';

const constraint: TopologySpreadConstraint = {
  maxSkew: 1,
  topologyKey: ZONE_LABEL,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: WEB_SELECTOR,
  matchLabelKeys: [],
};
const NODES = [testNode('n1', 'a'), testNode('n2', 'b'), testNode('n3', undefined)];
const on = (nodeName: string, fields = {}) => testPod(`on-${nodeName}`, { nodeName, ...fields });
const spread = (fields: Parameters<typeof testContext>[0], change: Partial<TopologySpreadConstraint> = {}) =>
  hardSpreadOf(
    testContext({
      nodes: NODES,
      pod: testPod('p', { topologySpreadConstraints: [{ ...constraint, ...change }] }),
      ...fields,
    }),
  );
const reasonsOf = (found: ReturnType<typeof spread>) => [0, 1, 2].map((node) => found?.rejectReason(node));

describe('hardSpreadOf', () => {
  it('keeps a domain from running ahead of the emptiest one', () => {
    expect(reasonsOf(spread({ pods: [on('n1')] }))).toEqual(['topology-spread', undefined, 'topology-key-missing']);
  });

  it('lets a domain run ahead by maxSkew', () => {
    expect(reasonsOf(spread({ pods: [on('n1')] }, { maxSkew: 2 }))[0]).toBeUndefined();
  });

  it('takes a cordoned zone for a domain, which holds all others back', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', 'b', { unschedulable: true })];
    expect(spread({ nodes, pods: [on('n1')] })?.rejectReason(0)).toBe('topology-spread');
  });

  it('leaves a tainted zone out when taints are honored', () => {
    const nodes = [
      testNode('n1', 'a'),
      testNode('n2', 'b', { taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] }),
    ];
    expect(spread({ nodes, pods: [on('n1')] })?.rejectReason(0)).toBe('topology-spread');
    expect(spread({ nodes, pods: [on('n1')] }, { nodeTaintsPolicy: 'Honor' })?.rejectReason(0)).toBeUndefined();
  });

  it('takes the minimum for 0 while there are fewer domains than minDomains', () => {
    const pods = [on('n1'), on('n2')];
    expect(reasonsOf(spread({ pods }, { minDomains: 2 }))[0]).toBeUndefined();
    expect(reasonsOf(spread({ pods }, { minDomains: 3 })).slice(0, 2)).toEqual(['topology-spread', 'topology-spread']);
  });

  it('does not count the pod itself where its selector does not mean it', () => {
    const pod = testPod('p', { labels: { app: 'api' }, topologySpreadConstraints: [constraint] });
    expect(spread({ pod, pods: [on('n1')] })?.rejectReason(0)).toBeUndefined();
    expect(spread({ pod })?.after(0).after(0).rejectReason(0)).toBeUndefined();
  });

  it('takes a pod that is being deleted for gone', () => {
    expect(spread({ pods: [on('n1', { deletionTime: NOW })] })?.rejectReason(0)).toBeUndefined();
  });

  it('counts the replicas that have landed', () => {
    const start = spread({});
    expect(reasonsOf(start?.after(0)).slice(0, 2)).toEqual(['topology-spread', undefined]);
    expect(reasonsOf(start?.after(0).after(1)).slice(0, 2)).toEqual([undefined, undefined]);
    expect(start?.rejectReason(0)).toBeUndefined();
    expect(spread({}, { maxSkew: 2 })?.after(0).rejectReason(0)).toBeUndefined();
    expect(spread({}, { maxSkew: 2 })?.after(0).after(0).rejectReason(0)).toBe('topology-spread');
  });

  it('takes a node for a domain neither before nor after a replica landed there, where it lacks the key or is left out', () => {
    const three = spread({ pods: [on('n1'), on('n2')] }, { minDomains: 3 });
    expect(three?.after(2).rejectReason(0)).toBe('topology-spread');
    const taints = [{ key: 'k', value: '', effect: 'NoSchedule' }];
    const nodes = [testNode('n1', 'a'), testNode('n2', 'b', { taints })];
    const two = spread({ nodes, pods: [on('n1')] }, { nodeTaintsPolicy: 'Honor', minDomains: 2 });
    expect(two?.after(1).rejectReason(0)).toBe('topology-spread');
  });

  it('lets a node pass where no node counts as a domain', () => {
    const pod = testPod('p', { nodeSelector: { disk: 'none' }, topologySpreadConstraints: [constraint] });
    expect(spread({ pod })?.rejectReason(0)).toBeUndefined();
  });

  it('is absent without hard constraints', () => {
    expect(hardSpreadOf(testContext({ nodes: NODES }))).toBeUndefined();
  });
});
