import { type Connection, connectionOf, type Link } from '#lib/live/connection.ts';
import { reconnectDelay } from '#lib/live/reconnect-delay.ts';
import { type Selection, streamUrl } from '#lib/live/stream-url.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import { MESSAGE_KINDS, type MessageKind, type WireMessage } from '#lib/wire/message.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

/** The server sends a ping each 15 s: two that fail to come, and 5 s of patience. */
const SILENCE_MILLIS = 35_000;
const HIDDEN_MILLIS = 5_000;
/** A selection that changes faster than this (a key held down) opens one stream, not dozens. */
const SELECT_MILLIS = 150;

export interface LiveState {
  readonly connection: Connection;
  readonly cluster: WireState;
  /** Server's clock minus page's, in milliseconds: add it to the page's clock before counting an age. */
  readonly clockOffset: number;
  /** The server is of another build than this page, which then offers to reload. */
  readonly otherBuild: boolean;
}

/** The part of EventSource that is used, so that a test may hand in another one. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface LiveClock {
  now(): number;
  setTimeout(run: () => void, millis: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** Whether the page is hidden; `subscribe` calls back when that changes and returns the way out. */
export interface PageVisibility {
  isHidden(): boolean;
  subscribe(listener: () => void): () => void;
}

export interface LiveStoreOptions {
  readonly EventSource: new (url: string) => EventSourceLike;
  /** The stream's address without query: `/api/stream`. */
  readonly url: string;
  readonly clock: LiveClock;
  /** 0 <= random() < 1. */
  readonly random: () => number;
  readonly visibility?: PageVisibility;
  /** The build of the page. */
  readonly build?: string;
  /** Selected from the start. */
  readonly service?: NamespacedName;
}

/** Shaped for `useSyncExternalStore(store.subscribe, () => store.getState().cluster..., ...)`. */
export interface LiveStore {
  subscribe(listener: () => void): () => void;
  /** The same object, and the same objects within it, until something in them changes. */
  getState(): LiveState;
  /** What a server rendering shows: connecting, and nothing known. */
  getServerState(): LiveState;
  /**
   * Asks for another Service's slices and pods, and for the slices of the Service behind a client mix if there is one;
   * `cluster.selected` and `cluster.clients` change when they are complete.
   */
  select(service: NamespacedName | undefined, clients?: NamespacedName): void;
  /** Opens the stream; returns `stop`. */
  start(): () => void;
  stop(): void;
  /** Whoever was denied has signed in: asks again. */
  retry(): void;
}

export const INITIAL_LIVE_STATE: LiveState = {
  connection: { kind: 'connecting' },
  cluster: EMPTY_WIRE_STATE,
  clockOffset: 0,
  otherBuild: false,
};

/**
 * The page's copy of the cluster, kept by one stream at a time.
 * - EventSource gives up for good on a wrong answer and retries in step with all other pages otherwise, so each failure
 *   closes it, and the store opens the next one itself, after a delay with jitter, going on where it stood.
 * - Silence of 35 s counts as a failure; `full` is retried when the server says.
 * - `denied` empties the page and is not retried by itself: somebody has to sign in first.
 * - A page hidden for 5 s closes its stream and goes on when shown: a browser has six connections to one origin.
 */
export function createLiveStore(options: LiveStoreOptions): LiveStore {
  const { clock, visibility } = options;
  const listeners = new Set<() => void>();
  const timerByName = new Map<TimerName, unknown>();
  let state = INITIAL_LIVE_STATE;
  let link: Link = { kind: 'closed' };
  let source: EventSourceLike | undefined;
  let selection: Selection = options.service === undefined ? {} : { service: options.service };
  let running = false;
  let openedAt = Number.NEGATIVE_INFINITY;
  let unsubscribeVisibility: (() => void) | undefined;

  function setTimer(name: TimerName, millis: number, run: () => void): void {
    clearTimer(name);
    const handle = clock.setTimeout(() => {
      timerByName.delete(name);
      run();
    }, millis);
    timerByName.set(name, handle);
  }

  function clearTimer(name: TimerName): void {
    if (timerByName.has(name)) clock.clearTimeout(timerByName.get(name));
    timerByName.delete(name);
  }

  function publish(change: Partial<Pick<LiveState, 'cluster' | 'clockOffset'>> = {}): void {
    const next = { ...state, ...change };
    const connection = connectionOf(link, next.cluster, next.clockOffset);
    const otherBuild = isOtherBuild(options.build, next.cluster.build);
    const same =
      next.cluster === state.cluster &&
      next.clockOffset === state.clockOffset &&
      otherBuild === state.otherBuild &&
      isSameConnection(connection, state.connection);
    if (same) return;
    state = {
      ...next,
      otherBuild,
      connection: isSameConnection(connection, state.connection) ? state.connection : connection,
    };
    for (const listener of [...listeners]) listener();
  }

  function open(attempt: number, lostAt: number | undefined): void {
    closeSource();
    link = { kind: 'opening', attempt, ...(lostAt !== undefined && { lostAt }) };
    openedAt = clock.now();
    const opened = new options.EventSource(streamUrl(options.url, selection, state.cluster));
    source = opened;
    const mine = (run: () => void) => () => {
      if (source === opened) run();
    };
    opened.addEventListener('open', mine(watchSilence));
    opened.addEventListener('error', mine(lose));
    for (const kind of MESSAGE_KINDS) {
      opened.addEventListener(kind, (event) => {
        if (source === opened) receive(kind, event.data);
      });
    }
    watchSilence();
    publish({ cluster: withoutLoading(state.cluster) });
  }

  function watchSilence(): void {
    setTimer('silence', SILENCE_MILLIS, lose);
  }

  function receive(kind: MessageKind, data: unknown): void {
    const message = typeof data === 'string' ? decodeMessage(kind, data) : undefined;
    if (message === undefined || message.kind === 'bye') lose();
    else if (message.kind === 'full') waitForRoom(message.retryMillis);
    else if (message.kind === 'denied') leave(message.why);
    else {
      watchSilence();
      link = { kind: 'open' };
      publish({ cluster: reduce(state.cluster, message), clockOffset: offsetAfter(message) });
    }
  }

  /** Ages need no finer offset than a second, and an offset that trembles would redraw them for nothing. */
  function offsetAfter(message: WireMessage): number {
    if (message.kind !== 'ping' && message.kind !== 'status') return state.clockOffset;
    const offset = message.time - clock.now();
    return Math.abs(offset - state.clockOffset) < 1_000 ? state.clockOffset : offset;
  }

  function lose(): void {
    closeSource();
    const attempt = link.kind === 'opening' ? link.attempt + 1 : 1;
    const lostAt = link.kind === 'opening' ? (link.lostAt ?? openedAt) : clock.now();
    link = { kind: 'opening', attempt, lostAt };
    setTimer('reconnect', reconnectDelay(attempt, options.random()), () => open(attempt, lostAt));
    publish();
  }

  function waitForRoom(retryMillis: number): void {
    closeSource();
    link = { kind: 'full', retryAt: clock.now() + retryMillis };
    setTimer('reconnect', retryMillis * (1 + options.random() / 4), () => open(0, undefined));
    publish();
  }

  /** Nothing is kept of what somebody else, or the same one with other rights, was shown. */
  function leave(why: 'unknown' | 'no-rights'): void {
    closeSource();
    link = { kind: 'denied', why };
    publish({ cluster: EMPTY_WIRE_STATE });
  }

  function closeSource(): void {
    clearTimer('silence');
    clearTimer('reconnect');
    clearTimer('select');
    source?.close();
    source = undefined;
  }

  function select(service: NamespacedName | undefined, clients?: NamespacedName): void {
    if (service === selection.service && clients === selection.clients) return;
    selection = { ...(service !== undefined && { service }), ...(clients !== undefined && { clients }) };
    publish({ cluster: withoutUnasked(state.cluster, selection) });
    if (!running || link.kind === 'closed' || link.kind === 'full' || source === undefined) return;
    const wait = openedAt + SELECT_MILLIS - clock.now();
    // A stream that has not answered yet was opened by the page's start, which then learns what is selected.
    if (wait <= 0 || link.kind === 'opening') reopen();
    else setTimer('select', wait, reopen);
  }

  /** A new stream for a new selection is no loss: what the page says of its connection stays. */
  function reopen(): void {
    const before = link;
    open(0, undefined);
    if (before.kind === 'open') link = before;
    publish();
  }

  function onVisibility(): void {
    if (visibility?.isHidden() === true) {
      setTimer('hidden', HIDDEN_MILLIS, pause);
      return;
    }
    clearTimer('hidden');
    if (running && link.kind === 'closed') open(0, undefined);
  }

  function pause(): void {
    closeSource();
    link = { kind: 'closed' };
    publish();
  }

  function stop(): void {
    running = false;
    clearTimer('hidden');
    unsubscribeVisibility?.();
    unsubscribeVisibility = undefined;
    pause();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    getServerState: () => INITIAL_LIVE_STATE,
    select,
    start() {
      if (running) return stop;
      running = true;
      unsubscribeVisibility = visibility?.subscribe(onVisibility);
      open(0, undefined);
      if (visibility?.isHidden() === true) onVisibility();
      return stop;
    },
    stop,
    retry() {
      if (running && link.kind === 'denied') open(0, undefined);
    },
  };
}

type TimerName = 'silence' | 'reconnect' | 'hidden' | 'select';

/** A half-read snapshot is forgotten: the next stream begins it anew. */
function withoutLoading(cluster: WireState): WireState {
  if (cluster.loading === undefined) return cluster;
  const { loading: _loading, ...rest } = cluster;
  return rest;
}

/** Nobody keeps up to date what is no longer asked for; what is asked for instead replaces the rest when it is whole. */
function withoutUnasked(cluster: WireState, { service, clients }: Selection): WireState {
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
