import { describe, expect, test } from 'vitest';
import type { RowContext } from '#lib/model/service-row.ts';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createRowTable, type RowRules } from '#lib/server/hub/row-table.ts';
import { createTimelines } from '#lib/server/hub/timelines.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const RULES: RowRules = { version: { major: 1, minor: 30, patch: 0 }, gateOverrides: [], missing: [] };

function rig() {
  const state = createClusterState(() => undefined);
  state.nodes.upsert(aNode('n1'));
  state.services.replace([aService('web'), aService('other')]);
  const contexts: RowContext[] = [];
  const timelines = createTimelines(500);
  const table = createRowTable(
    state,
    (service, slices, context) => {
      contexts.push(context);
      const endpoints = slices.flatMap((slice) => slice.endpoints).length;
      const verdict = {
        state: endpoints === 0 ? 'blackhole' : 'off',
        reason: 'r',
        reasonValues: {},
        nodesInEffect: 0,
        nodesInAll: 1,
        idleEndpoints: 0,
      } as const;
      return aRow(`default/${service.name}`, { endpointsByZone: { a: endpoints }, verdict });
    },
    timelines,
  );
  const update = (keys: readonly string[], { nodesChanged = false, rules = RULES, now = 600, room = 9 } = {}) => {
    let left = room;
    return table.update({ keys: new Set(keys), nodesChanged, rules, now, hasTime: () => --left > 0 });
  };
  return { state, contexts, table, timelines, update };
}

describe('createRowTable', () => {
  test('first computes all, then only what is named; a row that comes out the same is no change', () => {
    const { contexts, update } = rig();
    expect(update([]).rows?.set).toHaveLength(2);
    contexts.length = 0;
    expect(update(['default/web']).rows).toBeUndefined();
    expect(contexts).toHaveLength(1);
  });

  test('the context is the same object until nodes or rules change, and then all rows are computed', () => {
    const { state, contexts, update } = rig();
    update([]);
    update(['default/web']);
    const [first] = contexts;
    expect(contexts.every((context) => context === first)).toBe(true);
    contexts.length = 0;
    state.nodes.upsert(aNode('n2'));
    update([], { nodesChanged: true });
    expect(contexts.map((context) => context.nodes.length)).toEqual([2, 2]);
    contexts.length = 0;
    update([], { rules: { ...RULES, version: { major: 1, minor: 31, patch: 0 } } });
    expect(contexts).toHaveLength(2);
  });

  test('after a change of nodes rows that nobody named wait for their turn, and all of them come', () => {
    const { state, contexts, update } = rig();
    state.services.replace(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => aService(name)));
    update([]);
    contexts.length = 0;
    state.nodes.upsert(aNode('n2'));
    expect(update(['default/f'], { nodesChanged: true, room: 2 })).toMatchObject({ isBehind: true });
    expect(contexts).toHaveLength(3);
    expect(update([], { room: 1 })).toMatchObject({ isBehind: true });
    expect(update([], { room: 9 })).toMatchObject({ isBehind: false });
    expect(contexts.map(({ nodes }) => nodes.length)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(update([], { room: 9 })).toEqual({ entryByKey: new Map(), isBehind: false });
  });

  test('nodes that change all the time keep no row waiting: the one that has waited longest is next', () => {
    const { state, update, table } = rig();
    const names = ['a', 'b', 'c', 'd', 'e'];
    state.services.replace(names.map((name) => aService(name)));
    update([]);
    const before = new Map(table.rowByKey);
    for (const name of names) {
      state.slices.upsert(aSlice(`${name}-1`, [anEndpoint(1)], { serviceName: name }));
      update([], { nodesChanged: true, room: 1 });
    }
    expect(names.filter((name) => table.rowByKey.get(`default/${name}`) === before.get(`default/${name}`))).toEqual([]);
  });

  test('rules that change wait for no row: a right that is gone is gone from all', () => {
    const { update, table } = rig();
    update([]);
    const missing = { ...RULES, missing: ['list endpointslices'] };
    expect(update([], { rules: missing, room: 1 })).toMatchObject({ isBehind: false });
    expect([...table.rowByKey.values()].map(({ verdict }) => verdict.reason)).toEqual([
      'no-permission',
      'no-permission',
    ]);
  });

  test('without the right to read slices no verdict is given, rather than one of no endpoints', () => {
    const { update, table } = rig();
    update([], { rules: { ...RULES, missing: ['list endpointslices'] } });
    expect(table.rowByKey.get('default/web')?.verdict).toMatchObject({
      state: 'unknown',
      reason: 'no-permission',
      reasonValues: { rights: 'list endpointslices' },
    });
    update([]);
    expect(table.rowByKey.get('default/web')?.verdict.state).toBe('blackhole');
  });

  test('a Service that is gone takes its row with it', () => {
    const { state, update, table } = rig();
    update([]);
    state.services.remove(aService('web'));
    expect(update(['default/web']).rows).toEqual({ gone: ['default/web'] });
    expect([...table.rowByKey.keys()]).toEqual(['default/other']);
  });

  test('the timeline begins with how it stood and grows with each change of state or of counts, told with its cause', () => {
    const { state, update, timelines } = rig();
    expect(timelines.timelineOf('default/web')).toEqual({ since: 500, entries: [] });
    update([]);
    state.slices.upsert(aSlice('web-1', [anEndpoint(1)]));
    expect(update(['default/web'], { now: 700 }).entryByKey.get('default/web')).toMatchObject({
      time: 700,
      state: 'off',
      endpoints: 1,
      cause: { key: 'cause.slices-written' },
    });
    state.slices.upsert(aSlice('web-1', [anEndpoint(1), anEndpoint(2)]));
    expect(update(['default/web'], { now: 9_000 }).entryByKey.size).toBe(1);
    expect(timelines.timelineOf('default/web').entries.map(({ time, state: verdict }) => [time, verdict])).toEqual([
      [600, 'blackhole'],
      [700, 'off'],
      [9_000, 'off'],
    ]);
  });

  test('a Service that comes later was created, and one that went keeps its past', () => {
    const { state, update, timelines } = rig();
    update([]);
    state.services.upsert(aService('late'));
    update(['default/late'], { now: 700 });
    state.services.remove(aService('late'));
    update(['default/late'], { now: 800 });
    state.services.upsert(aService('late'));
    update(['default/late'], { now: 900 });
    const { entries } = timelines.timelineOf('default/late');
    expect(entries.map(({ time, cause }) => [time, cause?.key])).toEqual([
      [700, 'cause.created'],
      [900, 'cause.created'],
    ]);
  });
});
