import { expect, test } from 'vitest';
import { streamUrl } from '#lib/live/stream-url.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const HELD: WireState = {
  ...EMPTY_WIRE_STATE,
  epoch: 'e1',
  sequence: 41,
  selected: { key: 'a/b', slices: [], pods: [], podsState: 'watched', timeline: { since: 0, entries: [] } },
};

const MIXED: WireState = { ...HELD, clients: { key: 'c/d', slices: [] } };

for (const [name, selection, state, want] of [
  ['a first stream asks for nothing but what there is', {}, EMPTY_WIRE_STATE, '/api/stream'],
  ['a first stream for a Service', { service: 'a/b' }, EMPTY_WIRE_STATE, '/api/stream?service=a%2Fb'],
  [
    'a stream that goes on says where it stands and what it holds',
    { service: 'a/b' },
    HELD,
    '/api/stream?service=a%2Fb&last=e1-41&held=a%2Fb',
  ],
  [
    'another Service says which one is held',
    { service: 'c/d' },
    HELD,
    '/api/stream?service=c%2Fd&last=e1-41&held=a%2Fb',
  ],
  [
    'a client mix names the Service behind it, and the one whose slices are held',
    { service: 'a/b', clients: 'e/f' },
    MIXED,
    '/api/stream?service=a%2Fb&clients=e%2Ff&last=e1-41&held=a%2Fb&held-clients=c%2Fd',
  ],
] as const) {
  test(name, () => expect(streamUrl('/api/stream', selection, state)).toBe(want));
}
