import { describe, expect, test } from 'vitest';
import { liveStoreRig, open } from '#lib/live/live-store-rig.test-support.ts';

const rig = liveStoreRig();
const { kill, listen, live, send, sendSnapshot, show, start, until } = rig;

describe('the connection that createLiveStore keeps', () => {
  test('fault 27: a server killed and restarted is found again, and the stream goes on where it broke off', async () => {
    await live();
    await kill();
    const lost = await until((state) => state.connection.kind === 'reconnecting');
    expect(lost.connection).toEqual({ kind: 'reconnecting', attempt: 1, since: rig.clock.now() });
    expect(lost.cluster.nodeByName.size).toBe(2);
    rig.clock.advance(500);
    await until((state) => state.connection.kind === 'reconnecting' && state.connection.attempt === 2);
    await listen();
    rig.clock.advance(1_000);
    await until(() => rig.streams.length === 2);
    expect(rig.streams[1]?.url.search).toBe('?service=default%2Fweb&last=e1-10&held=default%2Fweb');
    send({ kind: 'delta', epoch: 'e1', sequence: 12, changes: [{ nodes: { gone: ['n2'] } }] });
    const back = await until((state) => state.connection.kind === 'live');
    expect([...back.cluster.nodeByName.keys()]).toEqual(['n1']);
  });

  test('fault 30: an answer that ends EventSource for good does not end the page: it asks again by itself', async () => {
    rig.answer = (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    start();
    await until((state) => state.connection.kind === 'reconnecting');
    rig.answer = open;
    rig.clock.advance(500);
    await until(() => rig.streams.length === 2);
    sendSnapshot();
    await until((state) => state.connection.kind === 'live');
  });

  test('what was last heard of the server is how old the data are, not when its loss was found', async () => {
    await live();
    const heardAt = rig.clock.now();
    rig.clock.advance(35_000);
    expect(rig.store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 1, since: heardAt });
  });

  test('fault 18: a laptop that slept asks anew within seconds of waking, going on where it stood, with an age that counts the sleep', async () => {
    await live();
    const heardAt = rig.clock.now();
    rig.clock.sleep(8 * 3_600_000);
    rig.clock.advance(2_000);
    expect(rig.store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 0, since: heardAt });
    await until(() => rig.streams.length === 2 && rig.streams[0]?.closed === true);
    expect(rig.streams[1]?.url.searchParams.get('last')).toBe('e1-10');
  });

  test('fault 18: a clock set back is no sleep, and no age becomes negative', async () => {
    await live();
    rig.clock.sleep(-3_600_000);
    rig.clock.advance(20_000);
    expect(rig.store.getState().connection.kind).toBe('live');
    rig.cut();
    const { connection } = await until((state) => state.connection.kind === 'reconnecting');
    expect(connection).toMatchObject({ since: rig.clock.now() });
  });

  test('fault 32: a page that is frozen or put aside closes its stream, and on its return says how old its data are until it is live', async () => {
    await live();
    const heardAt = rig.clock.now();
    rig.onPage?.('leave');
    expect(rig.store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => rig.streams[0]?.closed === true);
    rig.clock.sleep(600_000);
    rig.onPage?.('return');
    expect(rig.store.getState().connection).toEqual({ kind: 'reconnecting', attempt: 0, since: heardAt });
    await until(() => rig.streams.length === 2);
    expect(rig.streams[1]?.url.searchParams.get('last')).toBe('e1-10');
    send({ kind: 'ping', time: rig.clock.now() });
    await until((state) => state.connection.kind === 'live');
  });

  test('fault 32: without network a lost page says that it is offline, and asks at once when the network is back', async () => {
    await live();
    rig.offline = true;
    rig.onPage?.('offline');
    expect(rig.store.getState().connection.kind).toBe('live');
    await kill();
    await until((state) => state.connection.kind === 'offline');
    await listen();
    rig.offline = false;
    rig.onPage?.('online');
    await until(() => rig.streams.length === 2);
    send({ kind: 'ping', time: rig.clock.now() });
    await until((state) => state.connection.kind === 'live');
  });

  test('fault 32: an open stream is not trusted when the network has changed under it', async () => {
    await live();
    rig.onPage?.('online');
    await until(() => rig.streams.length === 2 && rig.streams[0]?.closed === true);
  });

  test('fault 30: without a first byte in 10 s it says that something may hold the stream back, until one comes', async () => {
    rig.answer = () => undefined;
    start();
    await until(() => rig.streams.length === 1);
    const openedAt = rig.clock.now();
    rig.clock.advance(9_999);
    expect(rig.store.getState().connection).toEqual({ kind: 'connecting' });
    rig.clock.advance(1);
    expect(rig.store.getState().connection).toEqual({ kind: 'held-back', since: openedAt });
    const [stream] = rig.streams;
    if (stream !== undefined) open(stream.response);
    sendSnapshot();
    await until((state) => state.connection.kind === 'live');
  });

  test('35 s without a ping is a dead connection', async () => {
    await live();
    rig.clock.advance(34_000);
    expect(rig.store.getState().connection.kind).toBe('live');
    send({ kind: 'ping', time: 0 });
    send({ kind: 'delta', epoch: 'e1', sequence: 11, changes: [] });
    await until((state) => state.cluster.sequence === 11);
    rig.clock.advance(34_999);
    expect(rig.store.getState().connection.kind).toBe('live');
    rig.clock.advance(1);
    expect(rig.store.getState().connection.kind).toBe('reconnecting');
    await until(() => rig.streams[0]?.closed === true);
  });

  test('a farewell is answered by coming back', async () => {
    await live();
    send({ kind: 'bye' });
    await until((state) => state.connection.kind === 'reconnecting');
    rig.clock.advance(500);
    await until(() => rig.streams.length === 2);
  });

  test('a full server is left alone until it says', async () => {
    start();
    await until(() => rig.streams.length === 1);
    send({ kind: 'full', retryMillis: 60_000 });
    const state = await until(({ connection }) => connection.kind === 'full');
    expect(state.connection).toEqual({ kind: 'full', retryAt: rig.clock.now() + 60_000 });
    rig.clock.advance(59_999);
    expect(rig.streams).toHaveLength(1);
    rig.clock.advance(15_001);
    await until(() => rig.streams.length === 2);
  });

  test('fault 31: a page hidden for 5 s closes its stream, and resumes when it is shown', async () => {
    await live();
    show(false);
    rig.clock.advance(4_999);
    expect(rig.store.getState().connection.kind).toBe('live');
    rig.clock.advance(1);
    expect(rig.store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => rig.streams[0]?.closed === true);
    show(true);
    await until(() => rig.streams.length === 2);
    expect(rig.streams[1]?.url.searchParams.get('last')).toBe('e1-10');
  });

  test('a page hidden for a moment keeps its stream', async () => {
    await live();
    show(false);
    rig.clock.advance(3_000);
    show(true);
    rig.clock.advance(10_000);
    expect([rig.streams.length, rig.streams[0]?.closed]).toEqual([1, false]);
  });
});
