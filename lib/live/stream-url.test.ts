import { expect, test } from 'vitest';
import { streamUrl } from '#lib/live/stream-url.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const HELD: WireState = {
  ...EMPTY_WIRE_STATE,
  epoch: 'e1',
  sequence: 41,
  selected: { key: 'a/b', slices: [], pods: [], podsState: 'watched', timeline: { since: 0, entries: [] } },
};

for (const [name, service, state, want] of [
  ['a first stream asks for nothing but what there is', undefined, EMPTY_WIRE_STATE, '/api/stream'],
  ['a first stream for a Service', 'a/b', EMPTY_WIRE_STATE, '/api/stream?service=a%2Fb'],
  [
    'a stream that goes on says where it stands and what it holds',
    'a/b',
    HELD,
    '/api/stream?service=a%2Fb&last=e1-41&held=a%2Fb',
  ],
  ['another Service says which one is held', 'c/d', HELD, '/api/stream?service=c%2Fd&last=e1-41&held=a%2Fb'],
] as const) {
  test(name, () => expect(streamUrl('/api/stream', service, state)).toBe(want));
}
