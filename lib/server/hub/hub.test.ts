import { describe, expect, test } from 'vitest';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { RowOf } from '#lib/model/service-row.ts';
import { createHub, type Hub, type SubscribeRequest } from '#lib/server/hub/hub.ts';
import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { nextOf } from '#lib/server/hub/next-of.test-support.ts';
import type { PodRequest, PodSink } from '#lib/server/hub/service-topic.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import type { Delta, MessageKind, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const VERSION = { major: 1, minor: 30, patch: 0 };
const RULES = { version: VERSION, gateOverrides: [], missing: [] };

/** A row that tells what it was computed from. */
const rowOf: RowOf = (service, slices, { nodes }) => {
  const endpoints = slices.flatMap((slice) => slice.endpoints);
  return aRow(`${service.namespace}/${service.name}`, {
    endpointsByZone: { a: endpoints.length },
    verdict: {
      state: endpoints.length === 0 ? 'blackhole' : 'off',
      reason: 'r',
      reasonValues: {},
      nodesInEffect: 0,
      nodesInAll: nodes.length,
      idleEndpoints: 0,
    },
  });
};

interface Rig {
  readonly hub: Hub;
  readonly clock: FakeClock;
  readonly computed: string[];
  readonly podWatches: { readonly request: PodRequest; readonly sink: PodSink; open: boolean }[];
}

function rig(limits: Partial<HubLimits> = {}, ready = true): Rig {
  const clock = fakeClock(1_000_000);
  const computed: string[] = [];
  const podWatches: Rig['podWatches'] = [];
  const hub = createHub(
    hubOptions({
      clock,
      limits,
      rowOf: (service, slices, context) => {
        computed.push(service.name);
        return rowOf(service, slices, context);
      },
      podSource: {
        watch(request, sink) {
          const watch = { request, sink, open: true };
          podWatches.push(watch);
          return () => {
            watch.open = false;
          };
        },
      },
    }),
  );
  hub.state.nodes.replace([aNode('n1'), aNode('n2')]);
  hub.state.services.replace([aService('web'), aService('other')]);
  hub.state.slices.replace([aSlice('web-1', [anEndpoint(1), anEndpoint(2)])]);
  if (ready) {
    hub.setReady(RULES);
    clock.advance(1_000);
  }
  computed.length = 0;
  return { hub, clock, computed, podWatches };
}

/** A reader over the same reducer that the page uses. */
class Reader {
  state: WireState = EMPTY_WIRE_STATE;
  readonly messages: WireMessage[] = [];
  readonly frames: string[] = [];
  ended = false;
  readonly subscriber: Subscriber;

  constructor(subscriber: Subscriber) {
    this.subscriber = subscriber;
  }

  /** Reads until nothing more is there. */
  async drain(): Promise<this> {
    while (await this.readOne()) if (this.ended) break;
    return this;
  }

  /** Reads one frame; false when there is none. */
  async readOne(): Promise<boolean> {
    const next = await poll(this.subscriber);
    if (next === 'nothing') return false;
    if (next === undefined) this.ended = true;
    else this.take(new TextDecoder().decode(next));
    return true;
  }

  private take(frame: string): void {
    this.frames.push(frame);
    const event = /^event: (.*)$/m.exec(frame)?.[1] ?? '';
    const data = [...frame.matchAll(/^data: (.*)$/gm)].map(([, line]) => line).join('\n');
    const message = decodeMessage(event, data);
    if (message === undefined) throw new Error(`Cannot read frame ${frame.slice(0, 80)}`);
    this.messages.push(message);
    this.state = reduce(this.state, message);
  }

  kinds(): readonly MessageKind[] {
    return this.messages.map((message) => message.kind);
  }

  changes(): readonly TopicChanges[] {
    return this.deltas().flatMap(({ changes }) => changes);
  }

  deltas(): readonly Delta[] {
    return this.messages.filter((message) => message.kind === 'delta');
  }
}

const waitingBySubscriber = new WeakMap<Subscriber, Promise<Uint8Array | undefined>>();

/** A `pull` that finds nothing stays under way, as the stream's `pull` would wait for it, and is asked again later. */
async function poll(subscriber: Subscriber): Promise<Uint8Array | undefined | 'nothing'> {
  const waiting = waitingBySubscriber.get(subscriber) ?? nextOf(subscriber);
  waitingBySubscriber.set(subscriber, waiting);
  const next = await Promise.race([
    waiting,
    new Promise<'nothing'>((resolve) => setImmediate(() => resolve('nothing'))),
  ]);
  if (next !== 'nothing') waitingBySubscriber.delete(subscriber);
  return next;
}

function subscribe(hub: Hub, request: SubscribeRequest = {}): Reader {
  const subscriber = hub.subscribe(request);
  if (subscriber === undefined) throw new Error('Cannot subscribe: the hub is full');
  return new Reader(subscriber);
}

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

describe('a reader that comes back', () => {
  const point = (state: WireState) => ({ epoch: state.epoch, sequence: state.sequence });

  test('fault 25: inside the window gets what it missed, without gap or repeat, wherever it broke off', async () => {
    const { hub, clock } = rig();
    const steady = await subscribe(hub, { key: 'default/web' }).drain();
    let broken = await subscribe(hub, { key: 'default/web' }).drain();
    for (let round = 0; round < 200; round += 1) {
      hub.state.nodes.upsert(aNode(`n${round % 7}`, { kubeletVersion: `v1.30.${round}` }));
      hub.state.slices.upsert(aSlice(`web-${round % 3}`, [anEndpoint(round), anEndpoint(round + 1)]));
      clock.advance(100);
      await steady.drain();
      // Breaks off before, between, or after the frames of this round.
      for (let frames = 0; frames < round % 4; frames += 1) await broken.readOne();
      if (round % 3 !== 0) continue;
      broken.subscriber.close();
      const { state } = broken;
      broken = subscribe(hub, { key: 'default/web', held: { key: 'default/web' }, last: point(state) });
      broken.state = state;
      await broken.drain();
      expect(broken.kinds()).not.toContain('snapshot');
      const sequences = broken.deltas().map((delta) => delta.sequence);
      expect(sequences.every((sequence) => sequence > state.sequence)).toBe(true);
      expect(comparable(broken.state)).toEqual(comparable(steady.state));
    }
  });

  test('with another Service gets that one whole and of the rest only what it missed', async () => {
    const { hub, clock } = rig();
    const before = await subscribe(hub, { key: 'default/other' }).drain();
    hub.state.nodes.upsert(aNode('n3'));
    clock.advance(200);
    const after = subscribe(hub, { key: 'default/web', held: { key: 'default/other' }, last: point(before.state) });
    after.state = before.state;
    await after.drain();
    expect(after.kinds()).toEqual(['info', 'status', 'delta', 'snapshot']);
    expect(after.messages.at(-1)).toMatchObject({ head: { scope: 'service', key: 'default/web' } });
    expect(after.state.selected?.slices).toHaveLength(1);
    expect(after.state.nodeByName.has('n3')).toBe(true);
  });

  for (const [name, last] of [
    ['from another epoch', { epoch: 'e0', sequence: 1 }],
    ['from the future', { epoch: 'e1', sequence: 9_999 }],
  ] as const) {
    test(`fault 26: a reader that stands ${name} gets a new snapshot`, async () => {
      const { hub } = rig();
      const reader = await subscribe(hub, { key: 'default/web', held: { key: 'default/web' }, last }).drain();
      expect(reader.kinds()).toEqual(['info', 'status', 'snapshot']);
    });
  }

  test('fault 26: after what is kept has been forgotten gets a new snapshot', async () => {
    const { hub, clock } = rig({ logBytes: 1_000 });
    const reader = await subscribe(hub).drain();
    for (let round = 0; round < 50; round += 1) {
      hub.state.nodes.upsert(aNode('n1', { kubeletVersion: `v1.30.${round}` }));
      clock.advance(100);
    }
    const back = await subscribe(hub, { last: point(reader.state) }).drain();
    expect(back.kinds()).toEqual(['info', 'status', 'snapshot']);
  });

  test('after its Service was dropped gets it whole again: nobody recorded it meanwhile', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    reader.subscriber.close();
    clock.advance(120_000);
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(5)]));
    clock.advance(200);
    const back = subscribe(hub, { key: 'default/web', held: { key: 'default/web' }, last: point(reader.state) });
    back.state = reader.state;
    await back.drain();
    expect(back.messages.at(-1)).toMatchObject({ kind: 'snapshot', head: { scope: 'service' } });
    expect(back.state.selected?.slices[0]?.endpoints).toEqual([anEndpoint(5)]);
  });
});

describe('a reader with a client mix', () => {
  test('gets the slices of the Service behind it, and hears of their changes, while others do not', async () => {
    const { hub, clock, podWatches } = rig();
    hub.state.slices.upsert(aSlice('other-1', [anEndpoint(7)], { serviceName: 'other' }));
    clock.advance(200);
    const mixed = await subscribe(hub, { key: 'default/web', clients: 'default/other' }).drain();
    const plain = await subscribe(hub, { key: 'default/web' }).drain();
    expect(mixed.state.clients?.slices[0]?.endpoints).toEqual([anEndpoint(7)]);
    expect(podWatches.map(({ request }) => request.matchLabels)).toEqual([{ app: 'web' }]);
    hub.state.slices.upsert(aSlice('other-1', [anEndpoint(7), anEndpoint(8)], { serviceName: 'other' }));
    clock.advance(200);
    await mixed.drain();
    await plain.drain();
    expect(mixed.state.clients?.slices[0]?.endpoints).toHaveLength(2);
    expect(mixed.state.selected).toEqual(plain.state.selected);
    expect(plain.changes().every(({ clients }) => clients === undefined)).toBe(true);
  });

  test('whose clients are the selected Service itself hears of both', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub, { key: 'default/web', clients: 'default/web' }).drain();
    hub.state.slices.upsert(aSlice('web-1', [anEndpoint(9)]));
    clock.advance(200);
    const { selected, clients } = (await reader.drain()).state;
    expect([selected?.slices, clients?.slices]).toEqual([
      [aSlice('web-1', [anEndpoint(9)])],
      [aSlice('web-1', [anEndpoint(9)])],
    ]);
  });

  test('that comes back goes on without gap or repeat; with another mix it gets that one whole', async () => {
    const { hub, clock } = rig();
    const look = { key: 'default/web', clients: 'default/other' };
    const before = await subscribe(hub, look).drain();
    hub.state.slices.upsert(aSlice('other-1', [anEndpoint(8)], { serviceName: 'other' }));
    clock.advance(200);
    const back = subscribe(hub, { ...look, held: look, last: { epoch: 'e1', sequence: before.state.sequence } });
    back.state = before.state;
    await back.drain();
    expect(back.kinds()).not.toContain('snapshot');
    expect(back.state.clients?.slices[0]?.endpoints).toEqual([anEndpoint(8)]);
    const other = subscribe(hub, {
      ...look,
      clients: 'default/web',
      held: look,
      last: { epoch: 'e1', sequence: back.state.sequence },
    });
    other.state = back.state;
    await other.drain();
    expect(other.messages.at(-1)).toMatchObject({ kind: 'snapshot', head: { scope: 'service' } });
    expect(other.state.clients?.slices[0]?.endpoints).toHaveLength(2);
    expect(other.state.selected).toEqual(back.state.selected);
  });
});

function comparable({ nodeByName, rowByKey, selected, sequence }: WireState) {
  return { nodes: [...nodeByName].sort(), rows: [...rowByKey].sort(), selected, sequence };
}

describe('pods', () => {
  test('are watched for a Service that somebody looks at, once however many do', async () => {
    const { hub, podWatches } = rig();
    subscribe(hub, { key: 'default/web' });
    const second = await subscribe(hub, { key: 'default/web' }).drain();
    expect(podWatches.map(({ request }) => request)).toEqual([{ namespace: 'default', matchLabels: { app: 'web' } }]);
    expect(second.state.selected?.podsState).toBe('loading');
  });

  test('are let go a while after the last reader has left, and kept for one who is soon back', () => {
    const { hub, clock, podWatches } = rig();
    const first = subscribe(hub, { key: 'default/web' });
    first.subscriber.close();
    clock.advance(59_000);
    const second = subscribe(hub, { key: 'default/web' });
    clock.advance(59_000);
    expect(podWatches.map(({ open }) => open)).toEqual([true]);
    second.subscriber.close();
    clock.advance(61_000);
    expect(podWatches.map(({ open }) => open)).toEqual([false]);
    expect(hub.topicCount).toBe(0);
  });

  test('fault 19: of another selector are other pods, and late ones of the old selector are not let in', async () => {
    const { hub, clock, podWatches } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    hub.state.services.upsert(aService('web', { selector: { app: 'web', track: 'canary' } }));
    clock.advance(200);
    const [old, now] = podWatches;
    expect([old?.open, now?.open]).toEqual([false, true]);
    old?.sink.state('failed');
    now?.sink.state('watched');
    clock.advance(200);
    await reader.drain();
    expect(reader.state.selected?.podsState).toBe('watched');
  });

  test('a Service without selector has none to watch', async () => {
    const { hub, podWatches } = rig();
    const { selector: _selector, ...manual } = aService('manual');
    hub.state.services.upsert(manual);
    const reader = await subscribe(hub, { key: 'default/manual' }).drain();
    expect(reader.state.selected?.podsState).toBe('no-selector');
    expect(podWatches).toEqual([]);
  });

  test('beyond the limit go unwatched and say so; one that nobody looks at makes room first', async () => {
    const { hub, podWatches } = rig({ podWatches: 1 });
    const first = await subscribe(hub, { key: 'default/web' }).drain();
    const second = await subscribe(hub, { key: 'default/other' }).drain();
    expect([first.state.selected?.podsState, second.state.selected?.podsState]).toEqual(['loading', 'limit']);
    first.subscriber.close();
    second.subscriber.close();
    subscribe(hub, { key: 'default/late' });
    expect(podWatches.filter(({ open }) => open)).toHaveLength(0);
  });
});

describe('limits and ends', () => {
  test('fault 22: a reader that does not read is cut off when its unsent deltas pass the limit, and nobody else is', async () => {
    const { hub, clock } = rig({ queuedBytes: 4_000 });
    const stalled = hub.subscribe({});
    let cutOff = false;
    stalled?.onCutOff(() => {
      cutOff = true;
    });
    const healthy = await subscribe(hub).drain();
    for (let round = 0; round < 60 && !cutOff; round += 1) {
      hub.state.nodes.upsert(aNode('n1', { kubeletVersion: `v1.30.${round}` }));
      clock.advance(100);
      await healthy.drain();
    }
    expect(cutOff).toBe(true);
    expect(hub.subscriberCount).toBe(1);
    expect(stalled && (await nextOf(stalled))).toBeUndefined();
    expect(healthy.ended).toBe(false);
  });

  test('fault 22: a snapshot that is read slowly is not counted against the reader', () => {
    const { hub } = rig({ queuedBytes: 100 });
    const reader = hub.subscribe({});
    expect(hub.subscriberCount).toBe(1);
    reader?.close();
  });

  test('there are no more streams than there may be, and a place that is given back is free', () => {
    const { hub } = rig({ subscribers: 2 });
    const [first] = [hub.subscribe({}), hub.subscribe({})];
    expect(hub.subscribe({})).toBeUndefined();
    first?.close();
    first?.close();
    expect(hub.subscribe({})).toBeDefined();
    expect(hub.subscriberCount).toBe(2);
  });

  test('a ping goes to everybody each 15 s', async () => {
    const { hub, clock } = rig();
    const reader = await subscribe(hub).drain();
    clock.advance(45_000);
    await reader.drain();
    expect(reader.kinds().filter((kind) => kind === 'ping')).toHaveLength(3);
  });

  test('closing says farewell after what waits, ends all streams and releases all pods', async () => {
    const { hub, clock, podWatches } = rig();
    const reader = await subscribe(hub, { key: 'default/web' }).drain();
    hub.state.nodes.upsert(aNode('n5'));
    clock.advance(200);
    hub.close();
    await reader.drain();
    expect(reader.kinds().slice(-2)).toEqual(['delta', 'bye']);
    expect(reader.ended).toBe(true);
    expect(hub.subscriberCount).toBe(0);
    expect(podWatches.every(({ open }) => !open)).toBe(true);
    expect(hub.subscribe({})).toBeUndefined();
  });

  test('fault 23: 10,000 readers that come and go leave nothing behind', () => {
    const { hub, clock } = rig();
    for (let round = 0; round < 10_000; round += 1) hub.subscribe({ key: 'default/web' })?.close();
    clock.advance(61_000);
    expect([hub.subscriberCount, hub.topicCount]).toEqual([0, 0]);
  });
});
