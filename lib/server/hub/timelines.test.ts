import { describe, expect, test } from 'vitest';
import type { TimelineInput } from '#lib/model/timeline.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
import { createTimelines, TIMELINE_LIMITS } from '#lib/server/hub/timelines.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const NODES = [aNode('n1'), aNode('n2')];

function inputOf(endpoints: number, fields: Partial<TimelineInput> = {}): TimelineInput {
  return {
    nodes: NODES,
    service: SERVICE,
    slices: [
      aSlice(
        'web-1',
        Array.from({ length: endpoints }, (_, index) => anEndpoint(index)),
      ),
    ],
    version: { major: 1, minor: 31, patch: 0 },
    gateOverrides: [],
    ...fields,
  };
}

const SERVICE = aService('web');

function rowOf(key: string, state: VerdictState, endpoints: number) {
  const verdict = { state, reason: 'r', reasonValues: {}, nodesInEffect: 0, nodesInAll: 2, idleEndpoints: 0 };
  return aRow(key, { verdict, endpointsByZone: { a: endpoints } });
}

function rig(limits = TIMELINE_LIMITS) {
  const timelines = createTimelines(0, limits);
  const record = (endpoints: number, now: number, state: VerdictState = 'off', key = 'default/web') =>
    timelines.record({ row: rowOf(key, state, endpoints), input: inputOf(endpoints), now, fromStart: now === 0 });
  return { timelines, record };
}

describe('createTimelines', () => {
  test('a moment of the past is how it stood at the end of its stretch; the last one is now', () => {
    const { timelines, record } = rig();
    for (const [endpoints, now] of [
      [4, 0],
      [3, 10_000],
      [2, 20_000],
    ] as const)
      record(endpoints, now);
    const countAt = (at: number) => timelines.momentAt('default/web', at)?.input?.slices[0]?.endpoints.length;
    expect([-1, 0, 9_999, 10_000, 19_999, 20_000, 99_999].map(countAt)).toEqual([4, 4, 4, 3, 3, 2, 2]);
    expect(timelines.momentAt('default/web', 15_000)).toMatchObject({ time: 10_000, until: 20_000 });
    expect(timelines.momentAt('default/web', 20_000)).not.toHaveProperty('until');
    expect(timelines.momentAt('default/none', 0)).toBeUndefined();
  });

  test('flips are counted between on and off; unknown and blackhole are neither', () => {
    const { timelines, record } = rig();
    const states: readonly VerdictState[] = [
      'off',
      'zone-routed',
      'unknown',
      'zone-routed',
      'partly',
      'ignored',
      'blackhole',
      'partly',
    ];
    for (const [index, state] of states.entries()) record(4, index * 10_000, state);
    expect(timelines.flipsOf('default/web')).toBe(3);
    expect(timelines.flipsOf('default/none')).toBe(0);
  });

  test('of a Service the latest 200 entries are kept', () => {
    const { timelines, record } = rig();
    for (let index = 0; index < 300; index += 1) record(index, index * 10_000);
    const { entries } = timelines.timelineOf('default/web');
    expect([entries.length, entries[0]?.endpoints, entries.at(-1)?.endpoints]).toEqual([200, 100, 299]);
  });

  test('what a Service lets go of its own past counts no more, and pushes nobody else’s out', () => {
    const { timelines, record } = rig({ entries: 300, bytes: 1e9 });
    for (let index = 0; index < 60; index += 1) record(index % 3, index * 10_000, 'off', 'default/calm');
    for (let index = 0; index < 5_000; index += 1) record(index % 3, index * 10_000, 'off', 'default/busy');
    expect(timelines.timelineOf('default/calm').entries).toHaveLength(60);
    expect(timelines.timelineOf('default/busy').entries).toHaveLength(200);
    expect(timelines.size.entries).toBe(59 + 199);
    expect(timelines.momentAt('default/calm', 0)?.input).toBeDefined();
    for (let index = 0; index < 100; index += 1) record(index % 3, index * 10_000, 'off', 'default/third');
    expect(timelines.size.entries).toBe(300);
    expect(timelines.timelineOf('default/calm').entries.length).toBe(60 - (59 + 199 + 99 - 300));
  });

  test('two entries in one millisecond do not share their time', () => {
    const { timelines, record } = rig();
    record(1, 5);
    record(2, 5, 'zone-routed');
    expect(timelines.timelineOf('default/web').entries.map(({ time }) => time)).toEqual([5, 6]);
  });

  test('beyond the bytes the oldest endpoints are let go, their entries stay', () => {
    const { timelines, record } = rig({ entries: 1_000, bytes: 250_000 });
    for (let index = 0; index < 10; index += 1) record(100 + index, index * 10_000);
    expect(timelines.size.bytes).toBeLessThanOrEqual(250_000);
    expect(timelines.timelineOf('default/web').entries).toHaveLength(10);
    expect(timelines.momentAt('default/web', 0)).toEqual({ time: 0, until: 10_000 });
    expect(timelines.momentAt('default/web', 80_000)?.input).toBeDefined();
  });

  test('what several moments share is counted once, and freed with the last of them', () => {
    const { timelines } = rig();
    const slices = inputOf(1_000).slices;
    const states: readonly VerdictState[] = ['off', 'zone-routed'];
    for (let index = 0; index < 100; index += 1) {
      const row = rowOf('default/web', states[index % 2] ?? 'off', 1_000);
      timelines.record({ row, input: inputOf(0, { slices }), now: index * 10_000, fromStart: index === 0 });
    }
    expect(timelines.size.bytes).toBeLessThan(650_000);
  });

  test('at 10,000 Services that all change 6 times, entries and bytes stay within their limits', () => {
    const limits = { entries: 30_000, bytes: 16 * 1024 * 1024 };
    const { timelines, record } = rig(limits);
    for (let round = 0; round < 6; round += 1) {
      for (let index = 0; index < 10_000; index += 1) record(1 + round, round * 60_000, 'off', `team/app-${index}`);
      expect(timelines.size.entries).toBeLessThanOrEqual(limits.entries);
      expect(timelines.size.bytes).toBeLessThanOrEqual(limits.bytes);
    }
    let entries = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const timeline = timelines.timelineOf(`team/app-${index}`);
      expect(timeline.entries.at(-1)?.endpoints).toBe(6);
      entries += timeline.entries.length;
    }
    expect(entries).toBeLessThanOrEqual(limits.entries + 10_000);
  }, 60_000);

  test('a Service that is gone is forgotten when its turn comes', () => {
    const { timelines, record } = rig({ entries: 5, bytes: 1e9 });
    record(1, 0, 'off', 'default/gone');
    timelines.end('default/gone', 1);
    expect(timelines.timelineOf('default/gone').entries).toHaveLength(1);
    for (let index = 0; index < 10; index += 1) record(index, 10 + index * 10_000);
    expect(timelines.timelineOf('default/gone').entries).toHaveLength(0);
    expect(timelines.timelineOf('default/web').entries.length).toBeLessThanOrEqual(6);
  });
});
