import { describe, expect, it } from 'vitest';
import { testContext, testNode, testPod, WEB_SERVICE } from '#lib/replicas/cluster.test-support.ts';
import { searchPlacements } from '#lib/replicas/placement-search.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b'), testNode('n3', 'c')];
const context = testContext({ nodes: NODES, services: [WEB_SERVICE] });

describe('searchPlacements', () => {
  it('follows every node that is as good as the likely one', () => {
    const [first] = searchPlacements({ context, count: 1, budget: 1_000 });
    expect(first?.ways().toSorted()).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(first?.ways()[0]).toEqual([1, 0, 0]);
    expect(first?.isComplete).toBe(true);
  });

  it('joins ways that lead to the same', () => {
    const steps = searchPlacements({ context, count: 3, budget: 1_000 });
    expect(steps.map(({ ways }) => ways().length)).toEqual([3, 3, 1]);
  });

  it('follows one of several nodes that are alike', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b')];
    const twins = testContext({ nodes, services: [WEB_SERVICE] });
    expect(searchPlacements({ context: twins, count: 1, budget: 1_000 })[0]?.ways()).toHaveLength(2);
  });

  it('keeps to the likely way when the budget is spent, and says so', () => {
    const steps = searchPlacements({ context, count: 3, budget: -1 });
    expect(steps.map(({ ways }) => ways().length)).toEqual([1, 1, 1]);
    expect(steps.at(-1)?.ways()).toEqual([[1, 1, 1]]);
    expect(steps.map(({ isComplete }) => isComplete)).toEqual([false, false, false]);
  });

  it.each([
    ['not even one other way', 5, [3, 1, 1], [true, false, false]],
    ['each other way for one replica more', 6, [3, 3, 1], [true, true, false]],
    ['each other way to the end', 12, [3, 3, 1], [true, true, true]],
  ])('follows %s, where the budget pays for that', (_name, budget, ways, complete) => {
    // Each way beyond the likely one costs a look at all three nodes.
    const steps = searchPlacements({ context, count: 3, budget });
    expect(steps.map((step) => step.ways().length)).toEqual(ways);
    expect(steps.map(({ isComplete }) => isComplete)).toEqual(complete);
  });

  it('stays complete without a budget while there is only one way', () => {
    const single = testContext({ nodes: [testNode('n1', 'a')], services: [WEB_SERVICE] });
    const last = searchPlacements({ context: single, count: 3, budget: -1 }).at(-1);
    expect(last?.isComplete).toBe(true);
    expect(last?.ways()).toEqual([[3]]);
  });

  it('stops at the first replica that no node takes', () => {
    const small = testNode('n1', 'a', { allocatable: { cpuNano: 4e9, memoryBytes: 2 ** 30, pods: 2 } });
    const steps = searchPlacements({
      context: testContext({ nodes: [small], pod: testPod('p') }),
      count: 9,
      budget: 9,
    });
    expect(steps).toHaveLength(3);
    expect(steps.at(-1)?.ways()).toEqual([[2]]);
  });
});
