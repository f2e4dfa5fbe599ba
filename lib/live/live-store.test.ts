import { describe, expect, test } from 'vitest';
import { liveStoreRig } from '#lib/live/live-store-rig.test-support.ts';
import { aNode } from '#lib/wire/objects.test-support.ts';

const rig = liveStoreRig();
const { live, send, sendSnapshot, start, until } = rig;

describe('createLiveStore', () => {
  test('goes from connecting to live, and holds what the snapshot says', async () => {
    start();
    expect(rig.store.getState().connection).toEqual({ kind: 'connecting' });
    await until(() => rig.streams.length === 1);
    expect(rig.streams[0]?.url.search).toBe('?service=default%2Fweb');
    sendSnapshot();
    const { cluster } = await until((state) => state.cluster.epoch === 'e1');
    expect([...cluster.nodeByName.keys()]).toEqual(['n1', 'n2']);
    expect(cluster.selected?.slices[0]?.endpoints).toHaveLength(2);
    expect(rig.store.getState().connection).toEqual({ kind: 'live' });
  });

  test('a delta changes only what it names: all else keeps its identity', async () => {
    await live();
    const before = rig.store.getState();
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
    rig.store.subscribe(() => {
      calls += 1;
    });
    const before = rig.store.getState();
    send({ kind: 'ping', time: rig.clock.now() + 200 });
    send({ kind: 'delta', epoch: 'e1', sequence: 11, changes: [{ rows: { gone: ['default/web'] } }] });
    await until((state) => state.cluster.sequence === 11);
    expect(calls).toBe(1);
    expect(rig.store.getState()).not.toBe(before);
  });

  test('fault 33: another replica has another epoch: its snapshot replaces all, also when its sequence is lower', async () => {
    await live();
    rig.cut();
    await until((state) => state.connection.kind === 'reconnecting');
    rig.clock.advance(500);
    await until(() => rig.streams.length === 2);
    send({ kind: 'delta', epoch: 'e2', sequence: 90, changes: [{ nodes: { gone: ['n1'] } }] });
    sendSnapshot('default/web', 3, 'e2');
    const { cluster } = await until((state) => state.cluster.epoch === 'e2');
    expect([cluster.sequence, cluster.nodeByName.size]).toEqual([3, 2]);
    send({ kind: 'delta', epoch: 'e2', sequence: 4, changes: [{ nodes: { gone: ['n2'] } }] });
    await until((state) => state.cluster.sequence === 4);
  });

  test('another Service is asked for on a new stream, while the page stays live and shows what it has', async () => {
    await live();
    rig.clock.advance(1_000);
    rig.store.select('default/other');
    expect(rig.store.getState().connection).toEqual({ kind: 'live' });
    expect(rig.store.getState().cluster.selected?.key).toBe('default/web');
    await until(() => rig.streams.length === 2 && rig.streams[0]?.closed === true);
    expect(rig.streams[1]?.url.search).toBe('?service=default%2Fother&last=e1-10&held=default%2Fweb');
    const head = { wire: 1, build: 'b1', scope: 'service', key: 'default/other' } as const;
    send({ kind: 'snapshot', head, done: 0, of: 0, epoch: 'e1', sequence: 11 });
    const state = await until(({ cluster }) => cluster.selected?.key === 'default/other');
    expect(state.cluster.nodeByName.size).toBe(2);
  });

  test('fault 19: a key held down through the list opens one stream for where it stops', async () => {
    await live();
    rig.clock.advance(1_000);
    for (let at = 0; at < 50; at += 1) {
      rig.store.select(`default/s${at}`);
      rig.clock.advance(3);
    }
    rig.clock.advance(150);
    await until(() => rig.streams.at(-1)?.url.searchParams.get('service') === 'default/s49');
    expect(rig.streams.length).toBeLessThanOrEqual(4);
  });

  test('a selection that comes right after the start is no second wait', async () => {
    start({});
    rig.store.select('default/web');
    await until(() => rig.streams.some(({ url }) => url.searchParams.get('service') === 'default/web'));
    sendSnapshot();
    await until((state) => state.connection.kind === 'live' && state.cluster.epoch !== '');
  });

  test('with no Service selected nothing old is held on to', async () => {
    await live();
    rig.store.select(undefined);
    expect(rig.store.getState().cluster).not.toHaveProperty('selected');
  });

  test('a snapshot that breaks off is begun anew, and what was there stays until it is whole', async () => {
    await live();
    const head = { wire: 1, build: 'b1', scope: 'all' } as const;
    send({ kind: 'snapshot', head, nodes: [aNode('half')], done: 1, of: 2 });
    await until((state) => state.cluster.loading !== undefined);
    rig.cut();
    await until((state) => state.connection.kind === 'reconnecting');
    rig.clock.advance(500);
    await until((state) => rig.streams.length === 2 && state.cluster.loading === undefined);
    expect([...rig.store.getState().cluster.nodeByName.keys()]).toEqual(['n1', 'n2']);
  });

  test('a server of another build is told, so that the page can offer to reload', async () => {
    start({ build: 'b0', service: 'default/web' });
    await until(() => rig.streams.length === 1);
    expect(rig.store.getState().otherBuild).toBe(false);
    sendSnapshot();
    await until((state) => state.otherBuild);
  });

  test("ages are counted by the server's clock", async () => {
    start();
    await until(() => rig.streams.length === 1);
    send({ kind: 'ping', time: rig.clock.now() + 90_000 });
    const state = await until(({ clockOffset }) => clockOffset !== 0);
    expect(state.clockOffset).toBe(90_000);
  });

  test('stopped, it closes its stream, its timers and its listener, and start opens it again', async () => {
    await live();
    rig.store.stop();
    expect(rig.store.getState().connection).toEqual({ kind: 'closed' });
    await until(() => rig.streams[0]?.closed === true);
    expect(rig.clock.pending).toBe(0);
    expect(rig.onPage).toBeUndefined();
    rig.store.start();
    await until(() => rig.streams.length === 2);
  });
});
