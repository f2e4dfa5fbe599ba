import { expect, test } from 'vitest';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createNodeTrail } from '#lib/server/hub/node-trail.ts';
import { aNode } from '#lib/wire/objects.test-support.ts';

test('readers hold what the last call told, sorted, whatever has come in since', () => {
  const state = createClusterState(() => undefined);
  const trail = createNodeTrail(state);
  state.nodes.replace([aNode('n2'), aNode('n1')]);
  expect(trail.changes()?.set).toHaveLength(2);
  const before = trail.sorted;
  state.nodes.upsert(aNode('n1', { unschedulable: true }));
  state.nodes.remove(aNode('n2'));
  expect(trail.sorted).toBe(before);
  expect(before.map((node) => node.name)).toEqual(['n1', 'n2']);
  expect(trail.changes()).toEqual({ patch: [['n1', { unschedulable: true }]], gone: ['n2'] });
  expect(trail.sorted.map((node) => node.name)).toEqual(['n1']);
  expect(trail.changes()).toBeUndefined();
});
