import { describe, expect, it } from 'vitest';
import type { BalanceRule } from '#lib/kube-version/scheduler-rules.ts';
import {
  CONTAINER,
  GIBIBYTE,
  NEWEST_SCHEDULER,
  testContext,
  testNode,
  testPod,
} from '#lib/replicas/cluster.test-support.ts';
import { nodeResourcesBalancedAllocation } from '#lib/replicas/scheduler/node-resources-balanced-allocation.ts';

const NODES = [testNode('n1', 'a')];
const requesting = (cpuNano: number, memoryBytes: number) =>
  testPod('p', { nodeName: 'n1', containers: [{ ...CONTAINER, requests: { cpuNano, memoryBytes } }] });
const HALF_THE_CPU = requesting(2e9, 0);

function plugin(balance: BalanceRule, fields: Parameters<typeof testContext>[0] = {}) {
  const rules = { ...NEWEST_SCHEDULER, balance };
  return nodeResourcesBalancedAllocation(testContext({ nodes: NODES, pod: HALF_THE_CPU, rules, ...fields }));
}

describe('nodeResourcesBalancedAllocation', () => {
  it.each<readonly [BalanceRule, number]>([
    ['difference', 50],
    ['deviation', 75],
    ['improvement', 62],
  ])('by %s rates half the cpu and no memory with %d', (balance, want) => {
    expect(plugin(balance).scores?.([0])).toEqual([want]);
  });

  it.each<readonly [BalanceRule, number]>([
    ['difference', 0],
    ['deviation', 50],
    ['improvement', 62],
  ])('by %s rates the second such pod with %d', (balance, want) => {
    expect(plugin(balance).after?.(0).scores?.([0])).toEqual([want]);
  });

  it.each([
    ['a quarter of both', 1e9, 4 * GIBIBYTE, 100],
    ['a quarter of one and half of the other', 1e9, 8 * GIBIBYTE, 75],
    ['all the cpu', 4e9, 8 * GIBIBYTE, 0],
    ['all the memory', 2e9, 16 * GIBIBYTE, 0],
  ])('by difference rates %s with %4$d', (_name, cpuNano, memoryBytes, want) => {
    expect(plugin('difference', { pod: requesting(cpuNano, memoryBytes) }).scores?.([0])).toEqual([want]);
  });

  it('rates a pod that restores the balance above one that does not', () => {
    const memory = testPod('q', {
      nodeName: 'n1',
      containers: [{ ...CONTAINER, requests: { cpuNano: 0, memoryBytes: 8 * GIBIBYTE } }],
    });
    expect(plugin('improvement', { pods: [memory] }).scores?.([0])).toEqual([87]);
  });

  it('takes a node without one of the resources for balanced, and for full by difference', () => {
    const nodes = [testNode('n1', 'a', { allocatable: { memoryBytes: GIBIBYTE } })];
    expect(plugin('deviation', { nodes }).scores?.([0])).toEqual([100]);
    expect(plugin('difference', { nodes }).scores?.([0])).toEqual([0]);
    expect(plugin('difference', { nodes, pod: requesting(0, GIBIBYTE / 2) }).scores?.([0])).toEqual([0]);
    const withoutMemory = [testNode('n1', 'a', { allocatable: { cpuNano: 4e9 } })];
    expect(plugin('deviation', { nodes: withoutMemory }).scores?.([0])).toEqual([100]);
  });

  it('is skipped for a pod without requests where the version does so', () => {
    expect(plugin('improvement', { pod: testPod('p') })).toEqual({
      name: 'NodeResourcesBalancedAllocation',
      weight: 1,
    });
    expect(plugin('improvement', { pod: requesting(0, GIBIBYTE) }).scores).toBeDefined();
    const rules = { ...NEWEST_SCHEDULER, skipsBalanceWithoutRequests: false };
    expect(plugin('deviation', { pod: testPod('p'), rules }).scores).toBeDefined();
  });
});
