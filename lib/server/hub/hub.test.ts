import { describe, expect, test } from 'vitest';
import { poll, RULES, rig, subscribe } from '#lib/server/hub/hub-rig.test-support.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

describe('a new reader', () => {
  test('gets what is watched, how it stands, and the whole of it', async () => {
    const { hub } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    expect(reader.kinds()).toEqual(['info', 'status', 'snapshot']);
    expect([...reader.state.nodeByName.keys()]).toEqual(['n1', 'n2']);
    expect([...reader.state.rowByKey.keys()].sort()).toEqual(['default/other', 'default/web']);
    expect(reader.state.selected?.slices).toEqual([aSlice('web-1', [anEndpoint(1), anEndpoint(2)])]);
    expect(reader.state).toMatchObject({ epoch: 'e1', build: 'b1', info: { user: 'u' }, status: { phase: 'live' } });
  });

  test('who comes before the first lists are complete gets the snapshot when they are', async () => {
    const { hub, clock } = rig({}, false);
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    expect(reader.kinds()).toEqual(['info', 'status']);
    hub.state.nodes.upsert(aNode('n3'));
    clock.advance(500);
    await reader.drain();
    expect(reader.kinds()).toEqual(['info', 'status']);
    hub.setReady(RULES);
    await reader.drain();
    expect(reader.kinds()).toEqual(['info', 'status', 'snapshot']);
    expect([...reader.state.nodeByName.keys()]).toEqual(['n1', 'n2', 'n3']);
  });
});

describe('changes', () => {
  test('rows of nodes that changed come frame by frame, those that are looked at first, also to who comes meanwhile', async () => {
    const { hub, clock, computed } = rig({ rowMillis: 0 });
    hub.state.services.replace(['a', 'b', 'c', 'web'].map((name) => aService(name)));
    clock.advance(1_000);
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    computed.length = 0;
    hub.state.nodes.upsert(aNode('n3'));
    clock.advance(0);
    expect(computed[0]).toBe('web');
    const late = await subscribe(hub, { key: 'default/a' }).drain();
    expect(late.state.nodeByName.size).toBe(3);
    clock.advance(1_000);
    for (const { state } of [await reader.drain(), await late.drain()]) {
      expect([...state.rowByKey.values()].map(({ verdict }) => verdict.nodesInAll)).toEqual([3, 3, 3, 3]);
    }
    expect([...computed].sort()).toEqual(['a', 'b', 'c', 'web']);
  });

  test('the first after quiet is sent at once, then at most one frame each 100 ms with all changes since', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub).drain();
    const seen = () => reader.changes().map((changes) => changes.nodes?.patch?.[0]?.[1]['kubeletVersion']);
    for (const version of ['v1.30.1', 'v1.30.2', 'v1.30.3']) {
      hub.state.nodes.upsert(aNode('n1', { kubeletVersion: version }));
      clock.advance(0);
      await reader.drain();
      expect(seen()).toEqual(['v1.30.1']);
      clock.advance(30);
    }
    clock.advance(9);
    await reader.drain();
    expect(seen()).toEqual(['v1.30.1']);
    clock.advance(1);
    await reader.drain();
    expect(seen()).toEqual(['v1.30.1', 'v1.30.3']);
  });

  test('fault 21: a storm of 1,000 changes a second, of all kinds, costs a reader at most 10 frames a second and ends in the right state', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/web', clients: 'default/other' }).drain();
    const before = reader.messages.length;
    for (let at = 0; at < 2_000; at += 1) {
      hub.state.nodes.upsert(aNode('n1', { kubeletVersion: `v1.30.${at}` }));
      hub.state.slices.upsert(aSlice('web-1', [anEndpoint(at)]));
      hub.state.slices.upsert(aSlice('other-1', [anEndpoint(at)], { serviceName: 'other' }));
      clock.advance(1);
    }
    clock.advance(100);
    await reader.drain();
    expect(reader.messages.length - before).toBeLessThanOrEqual(21);
    expect(reader.state.nodeByName.get('n1')?.kubeletVersion).toBe('v1.30.1999');
    expect(reader.state.selected?.slices[0]?.endpoints).toEqual([anEndpoint(1_999)]);
    expect(reader.state.clients?.slices[0]?.endpoints).toEqual([anEndpoint(1_999)]);
  });

  test('what changes in no kept field is no frame', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    const before = reader.messages.length;
    hub.state.nodes.upsert(aNode('n1'));
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(1), anEndpoint(2)]));
    clock.advance(1_000);
    await reader.drain();
    expect(reader.messages.slice(before).filter((message) => message.kind === 'delta')).toEqual([]);
  });

  test('rows are computed for the Services that changed, and for all when a node does', () => {
    const { hub, clock, computed } = rig();
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(1)]));
    clock.advance(200);
    expect(computed.splice(0)).toEqual(['web']);
    hub.state.nodes.upsert(aNode('n9'));
    clock.advance(200);
    expect(computed.splice(0).sort()).toEqual(['other', 'web']);
  });

  test('readers of a Service hear of its endpoints, others only of its row', async () => {
    const { hub, clock } = rig();
    const [mine, other] = [subscribe(hub, { key: 'default/web' }), subscribe(hub, { key: 'default/other' })];
    await mine.drain();
    await other.drain();
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(1)]));
    clock.advance(200);
    await mine.drain();
    await other.drain();
    expect(mine.state.selected?.slices[0]?.endpoints).toEqual([anEndpoint(1)]);
    expect(mine.state.rowByKey.get('default/web')?.endpointsByZone).toEqual({ a: 1 });
    expect(other.changes().map(({ key }) => key)).toEqual([undefined]);
    expect(other.state.rowByKey).toEqual(mine.state.rowByKey);
  });

  test('a frame is encoded once: all readers of a topic get the same bytes', async () => {
    const { hub, clock } = rig();
    const subscribers = Array.from({ length: 50 }, () => hub.subscribe({ key: 'default/web' }));
    for (const subscriber of subscribers) await drainBytes(subscriber);
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(1)]));
    clock.advance(200);
    const received = await Promise.all(subscribers.map(drainBytes));
    const [first] = received;
    expect(first?.length).toBeGreaterThan(0);
    for (const frames of received) expect(frames.every((bytes, at) => bytes === first?.[at])).toBe(true);
  });

  test('a verdict that changes is an entry of the timeline', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    expect(reader.state.selected?.timeline.entries.map((entry) => entry.state)).toEqual(['off']);
    hub.state.slices.replace([]);
    clock.advance(200);
    await reader.drain();
    expect(reader.state.selected?.timeline.entries.map((entry) => entry.state)).toEqual(['off', 'blackhole']);
    expect(hub.timelineOf('default/web')).toEqual(reader.state.selected?.timeline);
  });

  test('a slice that comes before its Service is joined when it comes', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/late' }).drain();
    hub.state.slices.upsert(aSlice('late-1', [anEndpoint(7)], { serviceName: 'late' }));
    clock.advance(200);
    await reader.drain();
    expect(reader.state.selected).toMatchObject({ key: 'default/late', slices: [{ name: 'late-1' }] });
    expect(reader.state.rowByKey.has('default/late')).toBe(false);
    hub.state.services.upsert(aService('late'));
    clock.advance(200);
    await reader.drain();
    expect(reader.state.selected?.service?.name).toBe('late');
    expect(reader.state.rowByKey.get('default/late')?.endpointsByZone).toEqual({ a: 1 });
  });

  test('a delta too large for its readers comes as a new snapshot', async () => {
    const { hub, clock } = rig({ deltaBytes: 2_000 });
    const reader = await subscribe(hub).drain();
    hub.state.nodes.replace(Array.from({ length: 50 }, (_, index) => aNode(`n${index}`)));
    clock.advance(200);
    await reader.drain();
    expect(reader.deltas()).toEqual([]);
    expect(reader.state.nodeByName.size).toBe(50);
  });
});

async function drainBytes(subscriber: Subscriber | undefined): Promise<readonly Uint8Array[]> {
  if (subscriber === undefined) throw new Error('Cannot read: not subscribed');
  const frames: Uint8Array[] = [];
  for (;;) {
    const next = await poll(subscriber);
    if (next === 'nothing' || next === undefined) return frames;
    frames.push(next);
  }
}
