import type { Link } from '#lib/live/connection.ts';
import type { EventSourceLike, LiveStoreOptions } from '#lib/live/live-outside.ts';
import {
  INITIAL_LIVE_STATE,
  type LiveState,
  nextLiveState,
  offsetAfter,
  withoutLoading,
  withoutUnasked,
} from '#lib/live/live-state.ts';
import { createNamedTimers } from '#lib/live/named-timers.ts';
import { createPacedListeners } from '#lib/live/paced-listeners.ts';
import type { PageEvent } from '#lib/live/page-life.ts';
import { reconnectDelay } from '#lib/live/reconnect-delay.ts';
import type { LiveStore } from '#lib/live/store.ts';
import { type Selection, streamUrl } from '#lib/live/stream-url.ts';
import { watchForWake } from '#lib/live/wake-watch.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import { MESSAGE_KINDS, type MessageKind } from '#lib/wire/message.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { EMPTY_WIRE_STATE } from '#lib/wire/wire-state.ts';

/** The server sends a ping each 15 s: two that fail to come, and 5 s of patience. */
const SILENCE_MILLIS = 35_000;
const HIDDEN_MILLIS = 5_000;
/** The server's first bytes come at once, so what has not come by then is held back somewhere. */
const FIRST_BYTE_MILLIS = 10_000;
/** A selection that changes faster than this (a key held down) opens one stream, not dozens. */
const SELECT_MILLIS = 150;

/**
 * The page's copy of the cluster, kept by one stream at a time.
 * - EventSource gives up for good on a wrong answer and retries in step with all other pages otherwise, so each failure
 *   closes it, and the store opens the next one itself, after a delay with jitter, going on where it stood.
 * - Silence of 35 s counts as a failure; `full` is retried when the server says.
 * - `denied` empties the page and is not retried by itself: somebody has to sign in first.
 * - A page hidden for 5 s closes its stream and goes on when shown: a browser has six connections to one origin. So does
 *   one that is frozen or put into the back-forward cache.
 * - After a sleep, and when the network is back, the stream is opened anew: what it was may be dead without a word.
 * - While there is no open stream, what is shown is old: the connection tells since when nothing was heard.
 */
export function createLiveStore(options: LiveStoreOptions): LiveStore {
  const { clock, page } = options;
  const listeners = createPacedListeners(clock);
  const timers = createNamedTimers<'silence' | 'reconnect' | 'hidden' | 'select' | 'first-byte'>(clock);
  let state = INITIAL_LIVE_STATE;
  let ownBuild: string | undefined;
  let link: Link = { kind: 'closed' };
  let source: EventSourceLike | undefined;
  let selection: Selection = options.service === undefined ? {} : { service: options.service };
  let running = false;
  let openedAt = Number.NEGATIVE_INFINITY;
  /** When the server was last heard of. */
  let heardAt: number | undefined;
  let letGo: () => void = () => undefined;

  function publish(change: Partial<Pick<LiveState, 'cluster' | 'clockOffset'>> = {}, isPaced = false): void {
    const next = nextLiveState(state, { ...change, link, build: ownBuild });
    if (next === state) return;
    const before = state;
    state = next;
    // How the page is connected is told at once.
    if (isPaced && next.connection === before.connection) listeners.tellPaced();
    else listeners.tell();
  }

  function open(attempt: number, lostAt: number | undefined): void {
    closeSource();
    openedAt = clock.now();
    link = opening(attempt, lostAt);
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
    timers.set('first-byte', FIRST_BYTE_MILLIS, tellHeldBack);
    publish({ cluster: withoutLoading(state.cluster) });
  }

  function opening(attempt: number, lostAt: number | undefined): Link {
    const offline = page?.isOffline() === true;
    return {
      kind: 'opening',
      attempt,
      openedAt,
      ...(lostAt !== undefined && { lostAt }),
      ...(offline && { offline }),
    };
  }

  function tellHeldBack(): void {
    if (link.kind !== 'opening') return;
    link = { ...link, heldBack: true };
    publish();
  }

  function watchSilence(): void {
    timers.set('silence', SILENCE_MILLIS, lose);
  }

  function receive(kind: MessageKind, data: unknown): void {
    const message = typeof data === 'string' ? decodeMessage(kind, data) : undefined;
    if (message === undefined || message.kind === 'bye') lose();
    else if (message.kind === 'full') waitForRoom(message.retryMillis);
    else if (message.kind === 'denied') leave(message.why);
    else {
      watchSilence();
      timers.clear('first-byte');
      heardAt = clock.now();
      link = { kind: 'open' };
      const cluster = reduce(state.cluster, message);
      publish({ cluster, clockOffset: offsetAfter(message, state.clockOffset, clock.now()) }, message.kind === 'delta');
    }
  }

  function lose(): void {
    closeSource();
    const attempt = link.kind === 'opening' ? link.attempt + 1 : 1;
    const lostAt = (link.kind === 'opening' ? link.lostAt : undefined) ?? lastHeard() ?? openedAt;
    link = opening(attempt, lostAt);
    timers.set('reconnect', reconnectDelay(attempt, options.random()), () => open(attempt, lostAt));
    publish();
  }

  /** Never in the future, whatever was done to the clock. */
  function lastHeard(): number | undefined {
    return heardAt === undefined ? undefined : Math.min(heardAt, clock.now());
  }

  function waitForRoom(retryMillis: number): void {
    closeSource();
    link = { kind: 'full', retryAt: clock.now() + retryMillis };
    timers.set('reconnect', retryMillis * (1 + options.random() / 4), () => open(0, lastHeard()));
    publish();
  }

  /** Nothing is kept of what somebody else, or the same one with other rights, was shown. */
  function leave(why: 'unknown' | 'no-rights'): void {
    closeSource();
    link = { kind: 'denied', why };
    publish({ cluster: EMPTY_WIRE_STATE });
  }

  function closeSource(): void {
    timers.clear('silence', 'reconnect', 'select', 'first-byte');
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
    else timers.set('select', wait, reopen);
  }

  /** A new stream for a new selection is no loss: what the page says of its connection stays. */
  function reopen(): void {
    const before = link;
    open(0, undefined);
    if (before.kind === 'open') link = before;
    publish();
  }

  function onPage(event: PageEvent): void {
    switch (event) {
      case 'visibility':
        if (page?.isHidden() === true) timers.set('hidden', HIDDEN_MILLIS, pause);
        else resume();
        return;
      case 'leave':
        pause();
        return;
      case 'return':
        if (page?.isHidden() !== true) resume();
        return;
      case 'online':
        renew();
        return;
      case 'offline':
        if (link.kind === 'opening') link = opening(link.attempt, link.lostAt);
        publish();
        return;
      default:
        event satisfies never;
    }
  }

  function resume(): void {
    timers.clear('hidden');
    if (running && link.kind === 'closed') open(0, lastHeard());
  }

  /** The stream may be dead, or could be had at once: a new one goes on where it stood. */
  function renew(): void {
    if (running && (link.kind === 'open' || link.kind === 'opening')) open(0, lastHeard());
  }

  function pause(): void {
    timers.clear('hidden');
    closeSource();
    link = { kind: 'closed' };
    publish();
  }

  function stop(): void {
    running = false;
    letGo();
    letGo = () => undefined;
    pause();
  }

  return {
    subscribe: listeners.subscribe,
    getState: () => state,
    getServerState: () => INITIAL_LIVE_STATE,
    select,
    start(build) {
      ownBuild = build;
      if (running) return stop;
      running = true;
      const leavePage = page?.subscribe(onPage);
      const stopWatching = watchForWake(clock, renew);
      letGo = () => {
        leavePage?.();
        stopWatching();
      };
      open(0, lastHeard());
      if (page?.isHidden() === true) onPage('visibility');
      return stop;
    },
    stop,
    retry() {
      if (running && link.kind === 'denied') open(0, undefined);
    },
  };
}
