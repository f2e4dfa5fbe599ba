import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeFrame, paddingFrame } from '#lib/wire/frame.ts';
import type { WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';

const CASES: readonly { readonly name: string; readonly message: WireMessage; readonly want: string }[] = [
  { name: 'a ping carries no id', message: { kind: 'ping', time: 7 }, want: 'event: ping\ndata: {"time":7}\n\n' },
  {
    name: 'a delta carries epoch and sequence as its id, and a line for each topic that changed',
    message: {
      kind: 'delta',
      epoch: 'e1',
      sequence: 12,
      changes: [{ rows: { gone: ['a/b'] } }, { key: 'a/c', podsState: 'watched' }],
    },
    want:
      'event: delta\nid: e1-12\ndata: {"epoch":"e1","sequence":12}\n' +
      'data: {"rows":{"gone":["a/b"]}}\ndata: {"key":"a/c","podsState":"watched"}\n\n',
  },
  {
    name: 'a part of a snapshot carries no id, so that a broken one is begun anew',
    message: { kind: 'snapshot', done: 1, of: 2 },
    want: 'event: snapshot\ndata: {"done":1,"of":2}\n\n',
  },
  {
    name: 'the last part of a snapshot carries one',
    message: { kind: 'snapshot', done: 2, of: 2, epoch: 'e1', sequence: 3 },
    want: 'event: snapshot\nid: e1-3\ndata: {"done":2,"of":2,"epoch":"e1","sequence":3}\n\n',
  },
  { name: 'a farewell has an empty body', message: { kind: 'bye' }, want: 'event: bye\ndata: {}\n\n' },
];

/** What EventSource hands out of a frame: only CR and LF end its lines. */
function dataOf(frame: string): string {
  const lines = frame.split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => line.slice('data: '.length)).join('\n');
}

describe('encodeFrame', () => {
  for (const { name, message, want } of CASES) {
    test(name, () => {
      expect(encodeFrame(message)).toBe(want);
      const data = dataOf(want);
      expect(decodeMessage(message.kind, data)).toEqual(message);
    });
  }

  test('bad input 20: no name in the cluster can split a frame', () => {
    const evil = 'a\nb\rc\r\nd\u2028e\0f\ud800g\n\nevent: bye';
    const frame = encodeFrame({ kind: 'delta', epoch: 'e', sequence: 1, changes: [{ nodes: { gone: [evil] } }] });
    expect(frame.split(/[\r\n\0]/)).toHaveLength(6);
    const data = dataOf(frame);
    expect(decodeMessage('delta', data)).toMatchObject({ changes: [{ nodes: { gone: [evil] } }] });
  });
});

describe('decodeMessage', () => {
  for (const [name, event, data] of [
    ['another event', 'message', '{}'],
    ['broken JSON', 'ping', '{"time":'],
    ['a list', 'ping', '[]'],
    ['null', 'ping', 'null'],
    ['a delta with a broken line', 'delta', '{"epoch":"e1","sequence":1}\n{"rows":'],
    ['a delta with a line that is no object', 'delta', '{"epoch":"e1","sequence":1}\n7'],
  ] as const) {
    test(`${name} is no message`, () => expect(decodeMessage(event, data)).toBeUndefined());
  }
});

test('the padding is a comment of the asked size', () => {
  expect(paddingFrame(1_024)).toHaveLength(1_024);
  expect(paddingFrame(1_024)).toMatch(/^: *\n\n$/);
});

test('a part of a snapshot is written as JSON.stringify would write it, and reads back as it was', () => {
  const part: WireMessage = {
    kind: 'snapshot',
    nodes: [aNode('n1'), aNode('区')],
    rows: [],
    slices: [aSlice('web-1', [anEndpoint(1)])],
    clientSlices: [aSlice('shop-1', [])],
    done: 4,
    of: 4,
    epoch: 'e1',
    sequence: 7,
  };
  const frame = encodeFrame(part);
  expect(frame).toMatch(/^event: snapshot\nid: e1-7\ndata: \{[^\n]*\}\n\n$/);
  expect(decodeMessage('snapshot', dataOf(frame))).toEqual(part);
});
