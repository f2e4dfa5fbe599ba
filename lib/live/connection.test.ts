import { describe, expect, test } from 'vitest';
import { type Connection, connectionOf, type Link } from '#lib/live/connection.ts';
import type { ClusterStatus } from '#lib/wire/watched-cluster.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const STATUS: ClusterStatus = {
  phase: 'live',
  since: 5_000,
  done: 0,
  address: 'https://1.2.3.4',
  missing: [],
  skipped: 0,
};
const LOADING = { done: 3, of: 9, parts: [] };

function cluster(status: Partial<ClusterStatus>, rest: Partial<WireState> = {}): WireState {
  return { ...EMPTY_WIRE_STATE, epoch: 'e1', ...rest, status: { ...STATUS, ...status } };
}

const CASES: readonly {
  readonly name: string;
  readonly link: Link;
  readonly cluster: WireState;
  readonly want: Connection;
}[] = [
  {
    name: 'a first stream that is opening',
    link: { kind: 'opening', attempt: 0, openedAt: 5 },
    cluster: EMPTY_WIRE_STATE,
    want: { kind: 'connecting' },
  },
  {
    name: 'a stream that was lost',
    link: { kind: 'opening', attempt: 2, openedAt: 9, lostAt: 7 },
    cluster: cluster({}),
    want: { kind: 'reconnecting', attempt: 2, since: 7 },
  },
  {
    name: 'a stream that is lost while the browser has no network',
    link: { kind: 'opening', attempt: 2, openedAt: 9, lostAt: 7, offline: true },
    cluster: cluster({}),
    want: { kind: 'offline', since: 7 },
  },
  {
    name: 'a first stream of which not a byte comes',
    link: { kind: 'opening', attempt: 0, openedAt: 5, heldBack: true },
    cluster: EMPTY_WIRE_STATE,
    want: { kind: 'held-back', since: 5 },
  },
  {
    name: 'a later stream of which not a byte comes, by the age of what is shown',
    link: { kind: 'opening', attempt: 1, openedAt: 9, lostAt: 7, heldBack: true },
    cluster: cluster({}),
    want: { kind: 'held-back', since: 7 },
  },
  { name: 'a stopped page', link: { kind: 'closed' }, cluster: cluster({}), want: { kind: 'closed' } },
  {
    name: 'a full server',
    link: { kind: 'full', retryAt: 9 },
    cluster: EMPTY_WIRE_STATE,
    want: { kind: 'full', retryAt: 9 },
  },
  {
    name: 'an open stream that has said nothing',
    link: { kind: 'open' },
    cluster: EMPTY_WIRE_STATE,
    want: { kind: 'connecting' },
  },
  {
    name: 'the first lists',
    link: { kind: 'open' },
    cluster: cluster({ phase: 'syncing', done: 3, of: 10 }),
    want: { kind: 'syncing', done: 3, of: 10 },
  },
  {
    name: 'first lists that do not tell how long they are',
    link: { kind: 'open' },
    cluster: cluster({ phase: 'syncing', done: 3 }),
    want: { kind: 'syncing', done: 3 },
  },
  {
    name: 'the first snapshot',
    link: { kind: 'open' },
    cluster: cluster({}, { epoch: '', loading: LOADING }),
    want: { kind: 'syncing', done: 3, of: 9 },
  },
  {
    name: 'a later snapshot behind data that stay',
    link: { kind: 'open' },
    cluster: cluster({}, { loading: LOADING }),
    want: { kind: 'live' },
  },
  { name: 'all well', link: { kind: 'open' }, cluster: cluster({}), want: { kind: 'live' } },
  {
    name: 'a right that is missing',
    link: { kind: 'open' },
    cluster: cluster({ missing: [{ verb: 'list', resource: 'nodes' }] }),
    want: { kind: 'no-permission', missing: [{ verb: 'list', resource: 'nodes' }] },
  },
  {
    name: "an API server that has gone, by the page's clock",
    link: { kind: 'open' },
    cluster: cluster({ phase: 'stale', said: 'refuses the connection' }),
    want: { kind: 'stale', since: 4_000, address: 'https://1.2.3.4', said: 'refuses the connection' },
  },
  {
    name: 'an API server that never was there',
    link: { kind: 'open' },
    cluster: cluster({ phase: 'unreachable', said: 'answers 401' }),
    want: { kind: 'unreachable', since: 4_000, address: 'https://1.2.3.4', said: 'answers 401' },
  },
];

describe('connectionOf', () => {
  for (const { name, link, cluster: state, want } of CASES) {
    test(`${name}: ${want.kind}`, () => expect(connectionOf(link, state, 1_000)).toEqual(want));
  }
});
