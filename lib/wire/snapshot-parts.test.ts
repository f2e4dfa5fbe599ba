import { describe, expect, test } from 'vitest';
import { encodeFrame } from '#lib/wire/frame.ts';
import type { SnapshotPart } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { PART_BYTES, type SnapshotContent, snapshotParts } from '#lib/wire/snapshot-parts.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const LARGE: SnapshotContent = {
  head: {
    wire: 1,
    build: 'b1',
    scope: 'all',
    key: 'default/web',
    podsState: 'watched',
    timeline: { since: 5, entries: [] },
  },
  nodes: Array.from({ length: 600 }, (_, index) => aNode(`node-${String(index).padStart(4, '0')}`)),
  rows: Array.from({ length: 500 }, (_, index) => aRow(`区域/service-${index}`)),
  service: aService('web'),
  slices: [
    aSlice(
      'web-1',
      Array.from({ length: 1_000 }, (_, index) => anEndpoint(index)),
    ),
    aSlice('web-2', []),
  ],
  pods: [],
  clientSlices: [],
  point: { epoch: 'e1', sequence: 9 },
};

function read(parts: readonly SnapshotPart[]): WireState {
  return parts.reduce<WireState>(reduce, EMPTY_WIRE_STATE);
}

describe('snapshotParts', () => {
  const parts = [...snapshotParts(LARGE)];

  test('no encoded part is larger than 64 KiB', () => {
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) expect(Buffer.byteLength(encodeFrame(part))).toBeLessThanOrEqual(PART_BYTES);
  });

  test('a reader of all parts holds all of it, a slice of 1,000 endpoints in one piece', () => {
    const state = read(parts);
    expect([...state.nodeByName.values()]).toEqual(LARGE.nodes);
    expect([...state.rowByKey.values()]).toEqual(LARGE.rows);
    expect(state.selected).toEqual({
      key: 'default/web',
      service: LARGE.service,
      slices: LARGE.slices,
      pods: [],
      podsState: 'watched',
      timeline: { since: 5, entries: [] },
    });
    expect({ epoch: state.epoch, sequence: state.sequence, build: state.build }).toEqual({
      epoch: 'e1',
      sequence: 9,
      build: 'b1',
    });
  });

  test('each part tells how far it goes, and the last one tells the whole', () => {
    const done = parts.map((part) => part.done);
    expect(done).toEqual(done.toSorted((left, right) => left - right));
    expect(parts.at(-1)).toMatchObject({ done: 1_102, of: 1_102, epoch: 'e1', sequence: 9 });
    expect(parts.slice(0, -1).every((part) => part.sequence === undefined)).toBe(true);
  });

  test('an empty cluster is one part', () => {
    const empty = [...snapshotParts({ ...LARGE, nodes: [], rows: [], slices: [], pods: [] })];
    expect(empty).toHaveLength(1);
    expect(read(empty).epoch).toBe('e1');
  });

  test('an object larger than a part goes alone', () => {
    const huge = aRow('a/huge', { warnings: [{ key: 'x'.repeat(PART_BYTES) }] });
    const some = [...snapshotParts({ ...LARGE, nodes: [], rows: [aRow('a/1'), huge, aRow('a/2')], slices: [] })];
    expect(some.map((part) => part.rows?.map((row) => row.key))).toEqual([['a/1'], ['a/huge'], ['a/2']]);
  });

  test('the slices behind a client mix come apart from those of the selected Service, also when they come in pieces', () => {
    const clientSlices = [
      aSlice(
        'shop-1',
        Array.from({ length: 1_000 }, (_, index) => anEndpoint(index)),
        { serviceName: 'shop' },
      ),
    ];
    const head = { ...LARGE.head, clients: 'default/shop' };
    const state = read([...snapshotParts({ ...LARGE, head, clientSlices })]);
    expect(state.clients).toEqual({ key: 'default/shop', slices: clientSlices });
    expect(state.selected?.slices).toEqual(LARGE.slices);
  });
});
