import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveState } from '#lib/live/live-state.ts';
import { createLiveStore } from '#lib/live/live-store.ts';
import { TestClock, TestEventSource } from '#lib/live/outside.test-support.ts';
import type { PageEvent } from '#lib/live/page-life.ts';
import type { LiveStore } from '#lib/live/store.ts';
import { encodeFrame } from '#lib/wire/frame.ts';
import type { WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { snapshotParts } from '#lib/wire/snapshot-parts.ts';

let server: Server;
let port = 0;
let streams: { readonly url: URL; readonly response: ServerResponse; closed: boolean }[] = [];
let sockets = new Set<Socket>();
let clock: TestClock;
let hidden = false;
let offline = false;
let onPage: ((event: PageEvent) => void) | undefined;
let store: LiveStore;

/** A real HTTP server that answers each stream as the test says. */
let answer: (response: ServerResponse, url: URL) => void;

async function listen(): Promise<void> {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const stream = { url, response, closed: false };
    streams.push(stream);
    response.on('close', () => {
      stream.closed = true;
    });
    answer(response, url);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
}

async function kill(): Promise<void> {
  for (const socket of sockets) socket.resetAndDestroy();
  await new Promise((resolve) => server.close(resolve));
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
}

function send(message: WireMessage): void {
  streams.at(-1)?.response.write(encodeFrame(message));
}

function sendSnapshot(key = 'default/web', sequence = 10, epoch = 'e1'): void {
  send({
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
  for (const part of parts) send(part);
}

async function until(holds: (state: LiveState) => boolean): Promise<LiveState> {
  const end = Date.now() + 5_000;
  while (!holds(store.getState())) {
    if (Date.now() > end) throw new Error(`Cannot go on: the state is ${JSON.stringify(store.getState().connection)}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return store.getState();
}

function start(
  { build, ...options }: { readonly build?: string; readonly service?: string } = { service: 'default/web' },
): void {
  store = createLiveStore({
    EventSource: TestEventSource,
    url: `http://127.0.0.1:${port}/api/stream`,
    clock,
    random: () => 1,
    page: {
      isHidden: () => hidden,
      isOffline: () => offline,
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
}

function show(visible: boolean): void {
  hidden = !visible;
  onPage?.('visibility');
}

beforeEach(async () => {
  port = 0;
  streams = [];
  sockets = new Set();
  hidden = false;
  offline = false;
  clock = new TestClock();
  answer = open;
  await listen();
});

afterEach(async () => {
  store.stop();
  await kill();
});

async function live(): Promise<void> {
  start();
  await until(() => streams.length === 1);
  sendSnapshot();
  await until((state) => state.connection.kind === 'live' && state.cluster.epoch !== '');
}

describe('createLiveStore', () => {
  test('goes from connecting to live, and holds what the snapshot says', async () => {
    start();
    expect(store.getState().connection).toEqual({ kind: 'connecting' });
    await until(() => streams.length === 1);
    expect(streams[0]?.url.search).toBe('?service=default%2Fweb');
    sendSnapshot();
    const { cluster } = await until((state) => state.cluster.epoch === 'e1');
    expect([...cluster.nodeByName.keys()]).toEqual(['n1', 'n2']);
    expect(cluster.selected?.slices[0]?.endpoints).toHaveLength(2);
    expect(store.getState().connection).toEqual({ kind: 'live' });
  });

  test('a delta changes only what it names: all else keeps its identity', async () => {
    await live();
    const before = store.getState();
    send({
      kind: 'delta',
      epoch: 'e1',
      sequence: 11,
      changes: [{ nodes: { patch: [['n1', { unschedulable: true }]] } }],
    });
    const after = await until((state) => state.cluster.sequence === 11);
    expect(after.cluster.nodeByName.get('n1')?.unschedulable).toBe(true);
    expect(after.cluster.nodeByName.get('n2')).toBe(before.cluster.nodeByName.get('n2'));
    expect(after.cluster.rowByKey).toBe(before.cluster.rowByKey);
    expect(after.connection).toBe(before.connection);
  });

  test('a ping is no change: no listener is called and the state is the same object', async () => {
    await live();
    let calls = 0;
    store.subscribe(() => {
      calls += 1;
    });
    const before = store.getState();
    send({ kind: 'ping', time: clock.now() + 200 });
    send({ kind: 'delta', epoch: 'e1', sequence: 11, changes: [{ rows: { gone: ['default/web'] } }] });
    await until((state) => state.cluster.sequence === 11);
    expect(calls).toBe(1);
    expect(store.getState()).not.toBe(before);
  });

  test('fault 27: a server killed and restarted is found again, and the stream goes on where it broke off', async () => {
    await live();
    await kill();
    const lost = await until((state) => state.connection.kind === 'reconnecting');
    expect(lost.connection).toEqual({ kind: 'reconnecting', attempt: 1, since: clock.now() });
    expect(lost.cluster.nodeByName.size).toBe(2);
    clock.advance(500);
    await until((state) => state.connection.kind === 'reconnecting' && state.connection.attempt === 2);
    await listen();
    clock.advance(1_000);
    await until(() => streams.length === 2);
    expect(streams[1]?.url.search).toBe('?service=default%2Fweb&last=e1-10&held=default%2Fweb');
    send({ kind: 'delta', epoch: 'e1', sequence: 12, changes: [{ nodes: { gone: ['n2'] } }] });
    const back = await until((state) => state.connection.kind === 'live');
    expect([...back.cluster.nodeByName.keys()]).toEqual(['n1']);
  });

  test('fault 30: an answer that ends EventSource for good does not end the page: it asks again by itself', async () => {
    answer = (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    start();
    await until((state) => state.connection.kind === 'reconnecting');
    answer = open;
    clock.advance(500);
    await until(() => streams.length === 2);
    sendSnapshot();
    await until((state) => state.connection.kind === 'live');
  });

  test('what was last heard of the server is how old the data are, not when its loss was found', async () => {
    await live();
    const heardAt = clock.now();
    clock.advance(35_000);
    expect(store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 1, since: heardAt });
  });

  test('fault 18: a laptop that slept asks anew within seconds of waking, going on where it stood, with an age that counts the sleep', async () => {
    await live();
    const heardAt = clock.now();
    clock.sleep(8 * 3_600_000);
    clock.advance(2_000);
    expect(store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 0, since: heardAt });
    await until(() => streams.length === 2 && streams[0]?.closed === true);
    expect(streams[1]?.url.searchParams.get('last')).toBe('e1-10');
  });

  test('fault 18: a clock set back is no sleep, and no age becomes negative', async () => {
    await live();
    clock.sleep(-3_600_000);
    clock.advance(20_000);
    expect(store.getState().connection.kind).toBe('live');
    for (const socket of sockets) socket.resetAndDestroy();
    const { connection } = await until((state) => state.connection.kind === 'reconnecting');
    expect(connection).toMatchObject({ since: clock.now() });
  });

  test('fault 32: a page that is frozen or put aside closes its stream, and on its return says how old its data are until it is live', async () => {
    await live();
    const heardAt = clock.now();
    onPage?.('leave');
    expect(store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => streams[0]?.closed === true);
    clock.sleep(600_000);
    onPage?.('return');
    expect(store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 0, since: heardAt });
    await until(() => streams.length === 2);
    expect(streams[1]?.url.searchParams.get('last')).toBe('e1-10');
    send({ kind: 'ping', time: clock.now() });
    await until((state) => state.connection.kind === 'live');
  });

  test('fault 32: without network a lost page says that it is offline, and asks at once when the network is back', async () => {
    await live();
    offline = true;
    onPage?.('offline');
    expect(store.getState().connection.kind).toBe('live');
    await kill();
    await until((state) => state.connection.kind === 'offline');
    await listen();
    offline = false;
    onPage?.('online');
    await until(() => streams.length === 2);
    send({ kind: 'ping', time: clock.now() });
    await until((state) => state.connection.kind === 'live');
  });

  test('fault 32: an open stream is not trusted when the network has changed under it', async () => {
    await live();
    onPage?.('online');
    await until(() => streams.length === 2 && streams[0]?.closed === true);
  });

  test('fault 30: without a first byte in 10 s it says that something may hold the stream back, until one comes', async () => {
    answer = () => undefined;
    start();
    await until(() => streams.length === 1);
    const openedAt = clock.now();
    clock.advance(9_999);
    expect(store.getState().connection).toEqual({ kind: 'connecting' });
    clock.advance(1);
    expect(store.getState().connection).toEqual({ kind: 'held-back', since: openedAt });
    const [stream] = streams;
    if (stream !== undefined) open(stream.response);
    sendSnapshot();
    await until((state) => state.connection.kind === 'live');
  });

  test('fault 33: another replica has another epoch: its snapshot replaces all, also when its sequence is lower', async () => {
    await live();
    for (const socket of sockets) socket.resetAndDestroy();
    await until((state) => state.connection.kind === 'reconnecting');
    clock.advance(500);
    await until(() => streams.length === 2);
    send({ kind: 'delta', epoch: 'e2', sequence: 90, changes: [{ nodes: { gone: ['n1'] } }] });
    sendSnapshot('default/web', 3, 'e2');
    const { cluster } = await until((state) => state.cluster.epoch === 'e2');
    expect([cluster.sequence, cluster.nodeByName.size]).toEqual([3, 2]);
    send({ kind: 'delta', epoch: 'e2', sequence: 4, changes: [{ nodes: { gone: ['n2'] } }] });
    await until((state) => state.cluster.sequence === 4);
  });

  test('35 s without a ping is a dead connection', async () => {
    await live();
    clock.advance(34_000);
    expect(store.getState().connection.kind).toBe('live');
    send({ kind: 'ping', time: 0 });
    send({ kind: 'delta', epoch: 'e1', sequence: 11, changes: [] });
    await until((state) => state.cluster.sequence === 11);
    clock.advance(34_999);
    expect(store.getState().connection.kind).toBe('live');
    clock.advance(1);
    expect(store.getState().connection.kind).toBe('reconnecting');
    await until(() => streams[0]?.closed === true);
  });

  test('a farewell is answered by coming back', async () => {
    await live();
    send({ kind: 'bye' });
    await until((state) => state.connection.kind === 'reconnecting');
    clock.advance(500);
    await until(() => streams.length === 2);
  });

  test('a full server is left alone until it says', async () => {
    start();
    await until(() => streams.length === 1);
    send({ kind: 'full', retryMillis: 60_000 });
    const state = await until(({ connection }) => connection.kind === 'full');
    expect(state.connection).toEqual({ kind: 'full', retryAt: clock.now() + 60_000 });
    clock.advance(59_999);
    expect(streams).toHaveLength(1);
    clock.advance(15_001);
    await until(() => streams.length === 2);
  });

  test('fault 31: a page hidden for 5 s closes its stream, and resumes when it is shown', async () => {
    await live();
    show(false);
    clock.advance(4_999);
    expect(store.getState().connection.kind).toBe('live');
    clock.advance(1);
    expect(store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => streams[0]?.closed === true);
    show(true);
    await until(() => streams.length === 2);
    expect(streams[1]?.url.searchParams.get('last')).toBe('e1-10');
  });

  test('a page hidden for a moment keeps its stream', async () => {
    await live();
    show(false);
    clock.advance(3_000);
    show(true);
    clock.advance(10_000);
    expect([streams.length, streams[0]?.closed]).toEqual([1, false]);
  });

  test('another Service is asked for on a new stream, while the page stays live and shows what it has', async () => {
    await live();
    clock.advance(1_000);
    store.select('default/other');
    expect(store.getState().connection).toEqual({ kind: 'live' });
    expect(store.getState().cluster.selected?.key).toBe('default/web');
    await until(() => streams.length === 2 && streams[0]?.closed === true);
    expect(streams[1]?.url.search).toBe('?service=default%2Fother&last=e1-10&held=default%2Fweb');
    const head = { wire: 1, build: 'b1', scope: 'service', key: 'default/other' } as const;
    send({ kind: 'snapshot', head, done: 0, of: 0, epoch: 'e1', sequence: 11 });
    const state = await until(({ cluster }) => cluster.selected?.key === 'default/other');
    expect(state.cluster.nodeByName.size).toBe(2);
  });

  test('fault 19: a key held down through the list opens one stream for where it stops', async () => {
    await live();
    clock.advance(1_000);
    for (let at = 0; at < 50; at += 1) {
      store.select(`default/s${at}`);
      clock.advance(3);
    }
    clock.advance(150);
    await until(() => streams.at(-1)?.url.searchParams.get('service') === 'default/s49');
    expect(streams.length).toBeLessThanOrEqual(4);
  });

  test('a selection that comes right after the start is no second wait', async () => {
    start({});
    store.select('default/web');
    await until(() => streams.some(({ url }) => url.searchParams.get('service') === 'default/web'));
    sendSnapshot();
    await until((state) => state.connection.kind === 'live' && state.cluster.epoch !== '');
  });

  test('with no Service selected nothing old is held on to', async () => {
    await live();
    store.select(undefined);
    expect(store.getState().cluster).not.toHaveProperty('selected');
  });

  test('a snapshot that breaks off is begun anew, and what was there stays until it is whole', async () => {
    await live();
    const head = { wire: 1, build: 'b1', scope: 'all' } as const;
    send({ kind: 'snapshot', head, nodes: [aNode('half')], done: 1, of: 2 });
    await until((state) => state.cluster.loading !== undefined);
    for (const socket of sockets) socket.resetAndDestroy();
    await until((state) => state.connection.kind === 'reconnecting');
    clock.advance(500);
    await until((state) => streams.length === 2 && state.cluster.loading === undefined);
    expect([...store.getState().cluster.nodeByName.keys()]).toEqual(['n1', 'n2']);
  });

  test('a server of another build is told, so that the page can offer to reload', async () => {
    start({ build: 'b0', service: 'default/web' });
    await until(() => streams.length === 1);
    expect(store.getState().otherBuild).toBe(false);
    sendSnapshot();
    await until((state) => state.otherBuild);
  });

  test("ages are counted by the server's clock", async () => {
    start();
    await until(() => streams.length === 1);
    send({ kind: 'ping', time: clock.now() + 90_000 });
    const state = await until(({ clockOffset }) => clockOffset !== 0);
    expect(state.clockOffset).toBe(90_000);
  });

  test('stopped, it closes its stream, its timers and its listener, and start opens it again', async () => {
    await live();
    store.stop();
    expect(store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => streams[0]?.closed === true);
    expect(clock.pending).toBe(0);
    expect(onPage).toBeUndefined();
    store.start();
    await until(() => streams.length === 2);
  });
});
