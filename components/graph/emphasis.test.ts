import { expect, test } from 'vitest';
import { emphasisOf } from '#components/graph/emphasis.ts';
import { aGraph } from '#components/graph/graph-view.test-support.ts';

test('an endpoint stands out with the nodes that dial it', () => {
  const emphasis = emphasisOf(aGraph(), 'endpoint-1');
  expect([...(emphasis?.nodes ?? [])]).toContain('kind-worker');
  expect([...(emphasis?.endpoints ?? [])]).toEqual(['endpoint-1']);
  expect([...(emphasis?.flows ?? [])]).toEqual(['flow-1']);
});

test('with nothing pointed at, nothing is dimmed', () => {
  expect(emphasisOf(aGraph(), undefined)).toBeUndefined();
});

test('a bundle belongs to its lanes and is no line of a node', () => {
  const graph = aGraph();
  const bundled = { ...graph, flows: graph.flows.map((flow) => ({ ...flow, bundled: true })) };
  expect(emphasisOf(bundled, 'kind-worker')?.flows.size).toBe(0);
});
