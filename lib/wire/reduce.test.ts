import { describe, expect, test } from 'vitest';
import type { Delta, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import { aNode, anAutoscaler, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { reduce } from '#lib/wire/reduce.ts';
import type { ResumePoint } from '#lib/wire/resume-point.ts';
import { snapshotParts } from '#lib/wire/snapshot-parts.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const SNAPSHOT = [
  ...snapshotParts({
    head: {
      wire: 1,
      build: 'b1',
      scope: 'all',
      key: 'default/web',
      podsState: 'loading',
      timeline: { since: 5, entries: [] },
    },
    nodes: [aNode('n1'), aNode('n2')],
    rows: [aRow('default/web'), aRow('default/other')],
    service: aService('web'),
    slices: [aSlice('web-1', [anEndpoint(1), anEndpoint(2)])],
    pods: [],
    clientSlices: [],
    point: { epoch: 'e1', sequence: 10 },
  }),
];
const BEFORE = after(EMPTY_WIRE_STATE, SNAPSHOT);

function after(state: WireState, messages: readonly WireMessage[]): WireState {
  return messages.reduce<WireState>(reduce, state);
}

function delta(changes: TopicChanges, point: Partial<ResumePoint> = {}): Delta {
  return { kind: 'delta', epoch: 'e1', sequence: 11, changes: [changes], ...point };
}

describe('reduce', () => {
  test('a delta changes what it names and leaves all else as it is', () => {
    const state = reduce(BEFORE, delta({ nodes: { patch: [['n1', { unschedulable: true }]] } }));
    expect(state.sequence).toBe(11);
    expect(state.nodeByName.get('n1')?.unschedulable).toBe(true);
    expect(state.nodeByName.get('n2')).toBe(BEFORE.nodeByName.get('n2'));
    expect(state.rowByKey).toBe(BEFORE.rowByKey);
    expect(state.selected).toBe(BEFORE.selected);
    expect(BEFORE.nodeByName.get('n1')?.unschedulable).toBe(false);
  });

  test('rows come, change and go by key', () => {
    const state = reduce(
      BEFORE,
      delta({
        rows: {
          set: [aRow('default/new')],
          patch: [['default/web', { endpointsByZone: { a: null, b: 2 } }]],
          gone: ['default/other'],
        },
      }),
    );
    expect([...state.rowByKey.keys()]).toEqual(['default/web', 'default/new']);
    expect(state.rowByKey.get('default/web')?.endpointsByZone).toEqual({ b: 2 });
  });

  test('a delta of the selected Service reaches its slices endpoint by endpoint', () => {
    const state = reduce(
      BEFORE,
      delta({
        key: 'default/web',
        slices: { patch: [{ name: 'web-1', edit: [[1, { zone: 'b' }]] }] },
        podsState: 'watched',
      }),
    );
    expect(state.selected?.slices[0]?.endpoints.map((endpoint) => endpoint.zone)).toEqual(['a', 'b']);
    expect(state.selected?.slices[0]?.endpoints[0]).toBe(BEFORE.selected?.slices[0]?.endpoints[0]);
    expect(state.selected?.podsState).toBe('watched');
    expect(state.nodeByName).toBe(BEFORE.nodeByName);
  });

  test('a Service that is deleted leaves its key behind', () => {
    const state = reduce(BEFORE, delta({ key: 'default/web', services: { gone: ['web'] } }));
    expect(state.selected).toMatchObject({ key: 'default/web' });
    expect(state.selected).not.toHaveProperty('service');
  });

  test('timeline entries are appended', () => {
    const entry = {
      time: 6,
      state: 'off',
      reason: 'r',
      reasonValues: {},
      nodesInEffect: 0,
      nodesInAll: 2,
      endpoints: 1,
      endpointsByZone: { a: 1 },
      hintsByZone: {},
    } as const;
    const state = reduce(BEFORE, delta({ key: 'default/web', timeline: [entry] }));
    expect(state.selected?.timeline).toEqual({ since: 5, entries: [entry] });
    const many = Array.from({ length: 500 }, (_, time) => ({ ...entry, time }));
    const later = reduce(state, delta({ key: 'default/web', timeline: many }, { sequence: 12 }));
    expect(later.selected?.timeline.entries).toEqual(many.slice(-200));
  });

  test('an entry of the time of the last one takes its place', () => {
    const entry = {
      time: 6,
      state: 'off',
      reason: 'r',
      reasonValues: {},
      nodesInEffect: 0,
      nodesInAll: 2,
      endpoints: 1,
      endpointsByZone: { a: 1 },
      hintsByZone: {},
    } as const;
    const amended = { ...entry, reason: 'other' };
    const state = reduce(BEFORE, delta({ key: 'default/web', timeline: [entry, amended] }));
    expect(state.selected?.timeline.entries).toEqual([amended]);
  });

  for (const [name, message] of [
    ['a delta that is already in', delta({ nodes: { gone: ['n1'] } }, { sequence: 10 })],
    ['a delta of another epoch', delta({ nodes: { gone: ['n1'] } }, { epoch: 'e2' })],
    ['a ping', { kind: 'ping', time: 1 }],
    ['a farewell', { kind: 'bye' }],
    [
      'a later part of a snapshot whose beginning was missed',
      { kind: 'snapshot', done: 1, of: 1, epoch: 'e1', sequence: 12 },
    ],
  ] as const satisfies readonly (readonly [string, WireMessage])[]) {
    test(`${name} changes nothing`, () => expect(reduce(BEFORE, message)).toBe(BEFORE));
  }

  test('a delta of a Service that is not selected only moves the sequence on', () => {
    const state = reduce(BEFORE, delta({ key: 'default/other', slices: { gone: ['web-1'] } }));
    expect(state).toEqual({ ...BEFORE, sequence: 11 });
  });

  test('while a snapshot comes in, what was there stays; a new beginning drops the half-read one', () => {
    const head = { wire: 1, build: 'b2', scope: 'all' } as const;
    const half = reduce(BEFORE, { kind: 'snapshot', head, nodes: [aNode('half')], done: 1, of: 2 });
    expect(half.nodeByName).toBe(BEFORE.nodeByName);
    expect(half.loading).toMatchObject({ done: 1, of: 2 });
    const whole = after(half, [
      { kind: 'snapshot', head, nodes: [aNode('n9')], done: 1, of: 1 },
      { kind: 'snapshot', done: 1, of: 1, epoch: 'e2', sequence: 1 },
    ]);
    expect([...whole.nodeByName.keys()]).toEqual(['n9']);
    expect(whole).toMatchObject({ epoch: 'e2', sequence: 1, build: 'b2' });
    expect(whole).not.toHaveProperty('loading');
    expect(whole).not.toHaveProperty('selected');
  });

  test('the snapshot of another Service keeps nodes and rows', () => {
    const head = { wire: 1, build: 'b1', scope: 'service', key: 'default/other', podsState: 'no-selector' } as const;
    const state = reduce(BEFORE, { kind: 'snapshot', head, done: 0, of: 0, epoch: 'e1', sequence: 14 });
    expect(state.nodeByName).toBe(BEFORE.nodeByName);
    expect(state.selected).toMatchObject({ key: 'default/other', slices: [], podsState: 'no-selector' });
    expect(state.sequence).toBe(14);
  });
});

describe('the autoscalers of the selected Service', () => {
  const [first, ...rest] = snapshotParts({
    head: {
      wire: 2,
      build: 'b1',
      scope: 'service',
      key: 'default/web',
      podsState: 'watched',
      autoscalersState: 'loading',
    },
    nodes: [],
    rows: [],
    slices: [],
    pods: [],
    autoscalers: [anAutoscaler('web')],
    clientSlices: [],
    point: { epoch: 'e1', sequence: 10 },
  });
  const selected = after(EMPTY_WIRE_STATE, first === undefined ? [] : [first, ...rest]);

  test('come with its snapshot, counted among its objects', () => {
    expect(first).toMatchObject({ done: 1, of: 1 });
    expect(selected.selected?.autoscaling).toEqual({ state: 'loading', autoscalers: [anAutoscaler('web')] });
  });

  test('change and go, and say how they stand', () => {
    const patched = reduce(
      selected,
      delta({
        key: 'default/web',
        autoscalers: { patch: [['web', { maxReplicas: 12 }]] },
        autoscalersState: 'watched',
      }),
    );
    expect(patched.selected?.autoscaling).toEqual({
      state: 'watched',
      autoscalers: [anAutoscaler('web', { maxReplicas: 12 })],
    });
    const gone = reduce(patched, delta({ key: 'default/web', autoscalers: { gone: ['web'] } }, { sequence: 12 }));
    expect(gone.selected?.autoscaling).toEqual({ state: 'watched', autoscalers: [] });
  });

  test('stay the same object while something else changes', () => {
    const state = reduce(selected, delta({ key: 'default/web', podsState: 'failed' }));
    expect(state.selected?.autoscaling).toBe(selected.selected?.autoscaling);
  });

  test('are absent where they are not read, whatever a delta says', () => {
    expect(BEFORE.selected).not.toHaveProperty('autoscaling');
    const state = reduce(BEFORE, delta({ key: 'default/web', autoscalers: { set: [anAutoscaler('web')] } }));
    expect(state.selected).not.toHaveProperty('autoscaling');
  });
});
