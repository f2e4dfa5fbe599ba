import { describe, expect, it } from 'vitest';
import { CONTAINER, GIBIBYTE, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { nodeResourcesFit } from '#lib/replicas/scheduler/node-resources-fit.ts';

const pod = (cpuNano: number, memoryBytes: number) =>
  testPod('p', { nodeName: 'n1', containers: [{ ...CONTAINER, requests: { cpuNano, memoryBytes } }] });

describe('nodeResourcesFit', () => {
  const nodes = [testNode('n1', 'a', { allocatable: { cpuNano: 1e9, memoryBytes: GIBIBYTE, pods: 2 } })];

  it.each([
    ['fits exactly', pod(1e9, GIBIBYTE), undefined],
    ['wants too much cpu', pod(1.001e9, 0), 'insufficient-cpu'],
    ['wants too much memory', pod(0, GIBIBYTE + 1), 'insufficient-memory'],
    ['wants nothing', pod(0, 0), undefined],
  ])('a pod that %s', (_name, wanted, want) => {
    expect(nodeResourcesFit(testContext({ nodes, pod: wanted })).filter?.(0)).toBe(want);
  });

  it('leaves what other pods have requested', () => {
    const reasonFor = (wanted: ReturnType<typeof pod>) =>
      nodeResourcesFit(testContext({ nodes, pods: [pod(0.5e9, GIBIBYTE / 2)], pod: wanted })).filter?.(0);
    expect(reasonFor(pod(0.5e9, GIBIBYTE / 2))).toBeUndefined();
    expect(reasonFor(pod(0.501e9, 0))).toBe('insufficient-cpu');
    expect(reasonFor(pod(0, GIBIBYTE / 2 + 1))).toBe('insufficient-memory');
  });

  it('takes no more pods than the node allows, whatever they request', () => {
    const plugin = nodeResourcesFit(testContext({ nodes, pods: [pod(0, 0)], pod: pod(0, 0) }));
    expect(plugin.filter?.(0)).toBeUndefined();
    expect(plugin.after?.(0).filter?.(0)).toBe('too-many-pods');
  });

  it('does not look at a resource that the pod does not request, even on an overcommitted node', () => {
    const plugin = nodeResourcesFit(testContext({ nodes, pods: [pod(5e9, 0)], pod: pod(0, 1) }));
    expect(plugin.filter?.(0)).toBeUndefined();
    const other = nodeResourcesFit(testContext({ nodes, pods: [pod(0, 2 * GIBIBYTE)], pod: pod(1e6, 0) }));
    expect(other.filter?.(0)).toBeUndefined();
  });

  it('rates the free shares of cpu and memory, and takes a pod without requests for a small one', () => {
    const plugin = nodeResourcesFit(testContext({ nodes: [testNode('n1', 'a')], pod: testPod('p') }));
    // 3900 of 4000m is 97 %, 16184 of 16384 MiB is 98 %
    expect(plugin.scores?.([0])).toEqual([97]);
    expect(plugin.after?.(0).scores?.([0])).toEqual([96]);
  });

  it('rates an overcommitted resource 0 and leaves one out that the node does not have', () => {
    const full = nodeResourcesFit(testContext({ nodes, pods: [pod(5e9, 0)], pod: pod(0, 0) }));
    expect(full.scores?.([0])).toEqual([50]);
    const noCpu = [testNode('n1', 'a', { allocatable: { memoryBytes: GIBIBYTE, pods: 1 } })];
    expect(nodeResourcesFit(testContext({ nodes: noCpu, pod: pod(0, GIBIBYTE / 2) })).scores?.([0])).toEqual([50]);
    const nothing = [testNode('n1', 'a', { allocatable: { pods: 1 } })];
    expect(nodeResourcesFit(testContext({ nodes: nothing, pod: pod(0, 0) })).scores?.([0])).toEqual([0]);
  });
});
