import { describe, expect, test } from 'vitest';
import { rig, subscribe } from '#lib/server/hub/hub-rig.test-support.ts';
import { nextOf } from '#lib/server/hub/next-of.test-support.ts';
import { aNode } from '#lib/wire/objects.test-support.ts';

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
