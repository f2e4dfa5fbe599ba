import { describe, expect, test } from 'vitest';
import { rig, subscribe } from '#lib/server/hub/hub-rig.test-support.ts';
import { anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';

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
