import { describe, expect, test } from 'vitest';
import { rig, subscribe } from '#lib/server/hub/hub-rig.test-support.ts';
import { aNode, anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';
import type { WireState } from '#lib/wire/wire-state.ts';

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

function comparable({ nodeByName, rowByKey, selected, sequence }: WireState) {
  return { nodes: [...nodeByName].sort(), rows: [...rowByKey].sort(), selected, sequence };
}
