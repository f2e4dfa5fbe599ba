import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeFrame, paddingFrame } from '#lib/wire/frame.ts';
import type { WireMessage } from '#lib/wire/message.ts';

const CASES: readonly { readonly name: string; readonly message: WireMessage; readonly want: string }[] = [
  { name: 'a ping carries no id', message: { kind: 'ping', time: 7 }, want: 'event: ping\ndata: {"time":7}\n\n' },
  {
    name: 'a delta carries epoch and sequence as its id',
    message: { kind: 'delta', epoch: 'e1', sequence: 12, rows: { gone: ['a/b'] } },
    want: 'event: delta\nid: e1-12\ndata: {"epoch":"e1","sequence":12,"rows":{"gone":["a/b"]}}\n\n',
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

describe('encodeFrame', () => {
  for (const { name, message, want } of CASES) {
    test(name, () => {
      expect(encodeFrame(message)).toBe(want);
      const data = want.slice(want.indexOf('data: ') + 6).trimEnd();
      expect(decodeMessage(message.kind, data)).toEqual(message);
    });
  }

  test('no name in the cluster can split a frame', () => {
    const evil = 'a\nb\rc\r\nd\u2028e\0f\ud800g\n\nevent: bye';
    const frame = encodeFrame({ kind: 'delta', epoch: 'e', sequence: 1, nodes: { gone: [evil] } });
    expect(frame.split(/[\r\n\0]/)).toHaveLength(5);
    const data = frame.split('\n')[2]?.slice(6) ?? '';
    expect(decodeMessage('delta', data)).toMatchObject({ nodes: { gone: [evil] } });
  });
});

describe('decodeMessage', () => {
  for (const [name, event, data] of [
    ['another event', 'message', '{}'],
    ['broken JSON', 'ping', '{"time":'],
    ['a list', 'ping', '[]'],
    ['null', 'ping', 'null'],
  ] as const) {
    test(`${name} is no message`, () => expect(decodeMessage(event, data)).toBeUndefined());
  }
});

test('the padding is a comment of the asked size', () => {
  expect(paddingFrame(1_024)).toHaveLength(1_024);
  expect(paddingFrame(1_024)).toMatch(/^: *\n\n$/);
});
