import { describe, expect, test } from 'vitest';
import { rig, subscribe } from '#lib/server/hub/hub-rig.test-support.ts';
import { aService } from '#lib/wire/objects.test-support.ts';

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
