import { type Connection, connectionOf, type Link } from '#lib/live/connection.ts';
import type { Selection } from '#lib/live/stream-url.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { WireMessage } from '#lib/wire/message.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

export interface LiveState {
  readonly connection: Connection;
  readonly cluster: WireState;
  /** Server's clock minus page's, in milliseconds: add it to the page's clock before counting an age. */
  readonly clockOffset: number;
  /** The server is of another build than this page, which then offers to reload. */
  readonly otherBuild: boolean;
}

export const INITIAL_LIVE_STATE: LiveState = {
  connection: { kind: 'connecting' },
  cluster: EMPTY_WIRE_STATE,
  clockOffset: 0,
  otherBuild: false,
};

/** What a live store was told anew. */
export interface LiveChange {
  readonly link: Link;
  /** The build of the page. */
  readonly build: string | undefined;
  readonly cluster?: WireState;
  readonly clockOffset?: number;
}

/** The state after a change; the same object, and the same connection within it, while nothing in them differs. */
export function nextLiveState(state: LiveState, { link, build, ...change }: LiveChange): LiveState {
  const next = { ...state, ...change };
  const told = connectionOf(link, next.cluster, next.clockOffset);
  const connection = isSameConnection(told, state.connection) ? state.connection : told;
  const otherBuild = isOtherBuild(build, next.cluster.build);
  const isSame =
    next.cluster === state.cluster &&
    next.clockOffset === state.clockOffset &&
    otherBuild === state.otherBuild &&
    connection === state.connection;
  return isSame ? state : { ...next, otherBuild, connection };
}

/**
 * The clock's offset after a message that tells the server's time. Ages need no finer one than a second, and one that trembles
 * would redraw them for nothing.
 */
export function offsetAfter(message: WireMessage, before: number, now: EpochMillis): number {
  if (message.kind !== 'ping' && message.kind !== 'status') return before;
  const offset = message.time - now;
  return Math.abs(offset - before) < 1_000 ? before : offset;
}

/** A half-read snapshot is forgotten: the next stream begins it anew. */
export function withoutLoading(cluster: WireState): WireState {
  if (cluster.loading === undefined) return cluster;
  const { loading: _loading, ...rest } = cluster;
  return rest;
}

/** Nobody keeps up to date what is no longer asked for; what is asked for instead replaces the rest when it is whole. */
export function withoutUnasked(cluster: WireState, { service, clients }: Selection): WireState {
  let kept = cluster;
  if (service === undefined && kept.selected !== undefined) {
    const { selected: _selected, ...rest } = kept;
    kept = rest;
  }
  if (clients === undefined && kept.clients !== undefined) {
    const { clients: _clients, ...rest } = kept;
    kept = rest;
  }
  return kept;
}

function isOtherBuild(page: string | undefined, server: string): boolean {
  return page !== undefined && server !== '' && page !== server;
}

function isSameConnection(left: Connection, right: Connection): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
