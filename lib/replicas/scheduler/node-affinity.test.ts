import { describe, expect, it } from 'vitest';
import { NO_AFFINITY, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { nodeAffinity } from '#lib/replicas/scheduler/node-affinity.ts';

const NODES = ['ssd', 'hdd', 'tape'].map((disk, index) => testNode(`n${index}`, undefined, { labels: { disk } }));
const prefer = (weight: number, disk: string) => ({
  weight,
  preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }], matchFields: [] },
});

describe('nodeAffinity', () => {
  it('keeps the pod to the nodes that it asks for', () => {
    const pod = testPod('p', { nodeSelector: { disk: 'ssd' } });
    const { filter, scores } = nodeAffinity(testContext({ nodes: NODES, pod }));
    expect([filter?.(0), filter?.(1)]).toEqual([undefined, 'node-affinity']);
    expect(scores).toBeUndefined();
  });

  it('rates nodes by the weights of the preferred terms that match', () => {
    const preferredNodeTerms = [prefer(30, 'ssd'), prefer(10, 'ssd'), prefer(10, 'hdd')];
    const pod = testPod('p', { affinity: { ...NO_AFFINITY, preferredNodeTerms } });
    expect(nodeAffinity(testContext({ nodes: NODES, pod })).scores?.([0, 1, 2])).toEqual([100, 25, 0]);
  });

  it('rates nothing where no node matches', () => {
    const pod = testPod('p', { affinity: { ...NO_AFFINITY, preferredNodeTerms: [prefer(5, 'none')] } });
    expect(nodeAffinity(testContext({ nodes: NODES, pod })).scores?.([0, 1])).toEqual([0, 0]);
  });
});
