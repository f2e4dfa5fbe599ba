import { describe, expect, it } from 'vitest';
import type { Affinity, Pod } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import { NO_AFFINITY, NOW, testContext, testNode, testPod, webTerm } from '#lib/replicas/cluster.test-support.ts';
import { interPodAffinity } from '#lib/replicas/scheduler/inter-pod-affinity.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b'), testNode('n4', undefined)];
/** Their places in the list order, which takes the zones in turn. */
const ALL = [0, 3, 1, 2];
const withAffinity = (affinity: Partial<Affinity>, fields: Partial<Pod> = {}) =>
  testPod('p', { affinity: { ...NO_AFFINITY, ...affinity }, ...fields });
const on = (nodeName: string, fields: Partial<Pod> = {}) => testPod(`on-${nodeName}`, { nodeName, ...fields });
const prefer = (weight: number, key: string) => [{ weight, term: webTerm(key) }];

function reasons(pod: Pod, ...pods: Pod[]) {
  const { filter } = interPodAffinity(testContext({ nodes: NODES, pod, pods }));
  return ALL.map((node) => filter?.(node));
}
function scores(pod: Pod, ...pods: Pod[]) {
  return interPodAffinity(testContext({ nodes: NODES, pod, pods })).scores?.(ALL);
}

describe('required anti-affinity', () => {
  const pod = withAffinity({ requiredAntiPodTerms: [webTerm(ZONE_LABEL)] });

  it('keeps the pod out of domains that hold a match; a node without the key is in none', () => {
    expect(reasons(pod, on('n1'))).toEqual(['pod-anti-affinity', 'pod-anti-affinity', undefined, undefined]);
    expect(reasons(pod, on('n3'))).toEqual([undefined, undefined, 'pod-anti-affinity', undefined]);
  });

  it('minds no pod that its term does not mean', () => {
    expect(reasons(pod, on('n1', { labels: { app: 'api' } }))[0]).toBeUndefined();
  });

  it('is kept up by a pod that is being deleted until it is gone', () => {
    expect(reasons(pod, on('n3', { deletionTime: NOW }))[2]).toBe('pod-anti-affinity');
    expect(reasons(pod, on('n3', { phase: 'Failed' }))[2]).toBeUndefined();
  });

  it('of a pod that is there keeps the new one out too', () => {
    const existing = on('n1', { affinity: pod.affinity, labels: { app: 'lonely' } });
    expect(reasons(testPod('p'), existing)[1]).toBe('existing-pod-anti-affinity');
    expect(reasons(testPod('p', { labels: { app: 'api' } }), existing)[1]).toBeUndefined();
  });

  it('holds among the replicas themselves', () => {
    const first = interPodAffinity(testContext({ nodes: NODES, pod }));
    const second = first.after?.(0);
    expect(ALL.map((node) => second?.filter?.(node))).toEqual([
      'pod-anti-affinity',
      'pod-anti-affinity',
      undefined,
      undefined,
    ]);
  });
});

describe('required affinity', () => {
  const pod = withAffinity({ requiredPodTerms: [webTerm(ZONE_LABEL), webTerm(HOSTNAME_LABEL)] });

  it('wants a match in every domain of the node', () => {
    expect(reasons(pod, on('n1'))).toEqual([undefined, 'pod-affinity', 'pod-affinity', 'pod-affinity']);
  });

  it('lets the first of a group start where the keys are, if no pod anywhere matches', () => {
    expect(reasons(pod)).toEqual([undefined, undefined, undefined, 'pod-affinity']);
    expect(reasons({ ...pod, labels: { app: 'api' } })[0]).toBe('pod-affinity');
  });

  it('lets nobody start a group of which it is no member by every term', () => {
    const labels = { app: 'web', tier: 'x' };
    const other = { ...webTerm(ZONE_LABEL), labelSelector: { matchLabels: { tier: 'x' }, matchExpressions: [] } };
    const wants = { requiredPodTerms: [webTerm(ZONE_LABEL), other], preferredPodTerms: prefer(1, ZONE_LABEL) };
    expect(reasons(withAffinity(wants, { labels }), on('n3'))[0]).toBeUndefined();
    expect(reasons(withAffinity(wants), on('n3'))[0]).toBe('pod-affinity');
  });

  it('needs one pod that matches all terms, not one for each', () => {
    const other = { ...webTerm(ZONE_LABEL), labelSelector: { matchLabels: { tier: 'x' }, matchExpressions: [] } };
    const picky = withAffinity({ requiredPodTerms: [webTerm(ZONE_LABEL), other] }, { labels: {} });
    expect(reasons(picky, on('n1'), on('n2', { labels: { tier: 'x' } }))[0]).toBe('pod-affinity');
    expect(reasons(picky, on('n1', { labels: { app: 'web', tier: 'x' } }))[0]).toBeUndefined();
  });
});

describe('preferences', () => {
  it('rate domains from 0 to 100 by the sum of weights', () => {
    const pod = withAffinity({
      preferredPodTerms: prefer(10, ZONE_LABEL),
      preferredAntiPodTerms: prefer(4, HOSTNAME_LABEL),
    });
    // n1: 10 - 4, n2: 10, n3 and n4: 0
    expect(scores(pod, on('n1'))).toEqual([60, 100, 0, 0]);
    const byZone = withAffinity({ preferredPodTerms: prefer(1, ZONE_LABEL) });
    expect(scores(byZone, on('n1'), on('n2'), on('n3'))).toEqual([100, 100, 50, 0]);
  });

  it('count those of pods that are there, and each of their required terms with one', () => {
    const wants = (affinity: Partial<Affinity>) => on('n3', { affinity: { ...NO_AFFINITY, ...affinity } });
    const pod = testPod('p');
    expect(scores(pod, wants({ preferredPodTerms: prefer(7, ZONE_LABEL) }))).toEqual([0, 0, 100, 0]);
    expect(scores(pod, wants({ preferredAntiPodTerms: prefer(7, ZONE_LABEL) }))).toEqual([100, 100, 0, 100]);
    expect(scores(pod, wants({ requiredPodTerms: [webTerm(ZONE_LABEL)] }))).toEqual([0, 0, 100, 0]);
    const foreign = testPod('p', { labels: { app: 'api' } });
    expect(scores(foreign, wants({ requiredPodTerms: [webTerm(ZONE_LABEL)] }))).toBeUndefined();
  });

  it('are skipped when no term means anybody, and 0 when all are equal', () => {
    const pod = withAffinity({ preferredPodTerms: prefer(10, ZONE_LABEL) });
    expect(scores(pod)).toBeUndefined();
    expect(scores(pod, on('n4'))).toBeUndefined();
    expect(scores(pod, on('n1', { labels: { app: 'api' } }))).toBeUndefined();
    expect(interPodAffinity(testContext({ nodes: NODES, pod, pods: [on('n1')] })).scores?.([0, 3])).toEqual([0, 0]);
  });

  it('move away from a replica that has landed', () => {
    const pod = withAffinity({ preferredAntiPodTerms: prefer(10, HOSTNAME_LABEL) });
    const plugin = interPodAffinity(testContext({ nodes: NODES, pod })).after?.(3);
    // twice: the pod's own term, and the same one of the replica that is there
    expect(plugin?.scores?.(ALL)).toEqual([100, 0, 100, 100]);
  });
});

it('neither filters nor scores, and no replica changes that, where nobody has affinity', () => {
  expect(interPodAffinity(testContext({ nodes: NODES, pods: [on('n1')] }))).toEqual({
    name: 'InterPodAffinity',
    weight: 2,
  });
});
