import { expect, test } from 'vitest';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

test('a slice that moves to another Service makes both of them dirty', () => {
  const state = createClusterState(() => undefined);
  state.slices.upsert(aSlice('x', [anEndpoint(1)]));
  state.takeDirtyServices();
  state.slices.upsert(aSlice('x', [anEndpoint(1)], { serviceName: 'other' }));
  expect([...state.takeDirtyServices()].sort()).toEqual(['default/other', 'default/web']);
  expect(state.slicesOf('default/web')).toEqual([]);
  expect(state.slicesOf('default/other')).toHaveLength(1);
});

test('slices of a Service come sorted by name, and the one that was deleted is gone', () => {
  const state = createClusterState(() => undefined);
  for (const name of ['c', 'a', 'b']) state.slices.upsert(aSlice(name, []));
  state.slices.remove(aSlice('b', []));
  expect(state.slicesOf('default/web').map((slice) => slice.name)).toEqual(['a', 'c']);
});

test('a slice without a Service name belongs to none', () => {
  const state = createClusterState(() => undefined);
  state.services.upsert(aService('web'));
  state.slices.upsert(aSlice('orphan', [], { serviceName: '' }));
  expect(state.slicesOf('default/web')).toEqual([]);
  expect(state.slices.objectByKey.size).toBe(1);
});

test('what is dirty is taken once', () => {
  let changes = 0;
  const state = createClusterState(() => {
    changes += 1;
  });
  state.nodes.upsert(aNode('n1'));
  expect([...state.takeDirtyNodes()]).toEqual(['n1']);
  expect([...state.takeDirtyNodes()]).toEqual([]);
  expect(changes).toBe(1);
});
