import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import type { LiveState } from '#lib/live/live-state.ts';
import { createLiveStore } from '#lib/live/live-store.ts';
import { TestClock, TestEventSource } from '#lib/live/outside.test-support.ts';
import type { PageEvent } from '#lib/live/page-life.ts';
import type { LiveStore } from '#lib/live/store.ts';
import { encodeFrame } from '#lib/wire/frame.ts';
import type { WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { snapshotParts } from '#lib/wire/snapshot-parts.ts';

/** A real HTTP server that answers each stream as the test says, and the store that reads it, on the test's clock and page. */
interface LiveStoreRig {
  /** In the order in which they were asked for. */
  readonly streams: { readonly url: URL; readonly response: ServerResponse; closed: boolean }[];
  readonly clock: TestClock;
  readonly store: LiveStore;
  answer: (response: ServerResponse, url: URL) => void;
  offline: boolean;
  /** What the page tells the store; absent while nobody listens. */
  readonly onPage: ((event: PageEvent) => void) | undefined;
  /** Resets all connections, while the server stays. */
  cut(): void;
  kill(): Promise<void>;
  listen(): Promise<void>;
  start(options?: { readonly build?: string; readonly service?: string }): void;
  /** Starts, and comes to be live on `default/web`. */
  live(): Promise<void>;
  show(visible: boolean): void;
  send(message: WireMessage): void;
  sendSnapshot(key?: string, sequence?: number, epoch?: string): void;
  until(holds: (state: LiveState) => boolean): Promise<LiveState>;
}

/** A new one for each test of the file. */
export function liveStoreRig(): LiveStoreRig {
  let server: Server;
  let port = 0;
  const sockets = new Set<Socket>();
  let streams: LiveStoreRig['streams'] = [];
  let clock: TestClock;
  let hidden = false;
  let onPage: ((event: PageEvent) => void) | undefined;
  let store: LiveStore;

  const rig: LiveStoreRig = {
    get streams() {
      return streams;
    },
    get clock() {
      return clock;
    },
    get store() {
      return store;
    },
    get onPage() {
      return onPage;
    },
    answer: open,
    offline: false,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async kill() {
      rig.cut();
      await new Promise((resolve) => server.close(resolve));
    },
    async listen() {
      server = createServer((request, response) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const stream = { url, response, closed: false };
        streams.push(stream);
        response.on('close', () => {
          stream.closed = true;
        });
        rig.answer(response, url);
      });
      server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    },
    start({ build, ...options } = { service: 'default/web' }) {
      store = createLiveStore({
        EventSource: TestEventSource,
        url: `http://127.0.0.1:${port}/api/stream`,
        clock,
        random: () => 1,
        page: {
          isHidden: () => hidden,
          isOffline: () => rig.offline,
          subscribe(listener) {
            onPage = listener;
            return () => {
              onPage = undefined;
            };
          },
        },
        ...options,
      });
      store.start(build);
    },
    async live() {
      rig.start();
      await rig.until(() => streams.length === 1);
      rig.sendSnapshot();
      await rig.until((state) => state.connection.kind === 'live' && state.cluster.epoch !== '');
    },
    show(visible) {
      hidden = !visible;
      onPage?.('visibility');
    },
    send(message) {
      streams.at(-1)?.response.write(encodeFrame(message));
    },
    sendSnapshot(key = 'default/web', sequence = 10, epoch = 'e1') {
      rig.send({
        kind: 'status',
        time: clock.now(),
        status: { phase: 'live', since: 0, done: 1, address: 'a', missing: [], skipped: 0 },
      });
      const parts = snapshotParts({
        head: { wire: 1, build: 'b1', scope: 'all', key, podsState: 'watched', timeline: { since: 0, entries: [] } },
        nodes: [aNode('n1'), aNode('n2')],
        rows: [aRow('default/web')],
        service: aService('web'),
        slices: [aSlice('web-1', [anEndpoint(1), anEndpoint(2)])],
        pods: [],
        clientSlices: [],
        point: { epoch, sequence },
      });
      for (const part of parts) rig.send(part);
    },
    async until(holds) {
      const end = Date.now() + 15_000;
      while (!holds(store.getState())) {
        if (Date.now() > end) {
          throw new Error(`Cannot go on: the state is ${JSON.stringify(store.getState().connection)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return store.getState();
    },
  };

  beforeEach(async () => {
    port = 0;
    streams = [];
    sockets.clear();
    hidden = false;
    clock = new TestClock();
    rig.answer = open;
    rig.offline = false;
    await rig.listen();
  });

  afterEach(async () => {
    store.stop();
    await rig.kill();
  });
  return rig;
}

/** Begins a stream, and leaves what comes to the test. */
export function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
}
