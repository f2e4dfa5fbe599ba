import { describe, expect, it } from 'vitest';
import { filterFrames } from '#lib/server/auth/filter-frames.ts';
import { filterMessage } from '#lib/server/auth/filter-message.ts';
import type { Sight } from '#lib/server/auth/sight.ts';
import { encodeMessage } from '#lib/server/hub/frames.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import type { Delta, SnapshotPart, WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const SHOP: Extract<Sight, { kind: 'namespaces' }> = {
  kind: 'namespaces',
  id: 'abc123',
  services: new Set(['shop', 'quiet']),
  pods: new Set(['shop']),
};

const ROWS = [aRow('bank/vault'), aRow('shop/web'), aRow('quiet/web')];

const SNAPSHOT: SnapshotPart = {
  kind: 'snapshot',
  head: { wire: 1, build: 'b', scope: 'all', key: 'shop/web', podsState: 'watched' },
  nodes: [aNode('node-a')],
  rows: ROWS,
  service: aService('web', { namespace: 'shop' }),
  slices: [
    aSlice('web-1', [anEndpoint(1)], { namespace: 'shop' }),
    aSlice('vault-1', [anEndpoint(2)], { namespace: 'bank' }),
  ],
  done: 5,
  of: 5,
  sequence: 7,
  epoch: 'e1',
};

describe('filterMessage()', () => {
  it('promise 14: leaves of a snapshot what is in sight', () => {
    const seen = filterMessage(SNAPSHOT, SHOP) as SnapshotPart;
    expect(seen.rows?.map(({ key }) => key)).toEqual(['shop/web', 'quiet/web']);
    expect(seen.slices?.map(({ name }) => name)).toEqual(['web-1']);
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
  });

  it('hides a Service that could never have been asked for', () => {
    const seen = filterMessage({ ...SNAPSHOT, service: aService('vault', { namespace: 'bank' }) }, SHOP);
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
  });

  it('says where somebody stands in a place of their own, so that other rights begin with a new snapshot', () => {
    expect((filterMessage(SNAPSHOT, SHOP) as SnapshotPart).epoch).toBe('e1abc123');
  });

  it('promise 14: leaves of a delta what is in sight, in each of its three forms', () => {
    const delta: Delta = {
      kind: 'delta',
      epoch: 'e1',
      sequence: 8,
      changes: [
        {
          rows: {
            set: ROWS,
            patch: [
              ['bank/vault', { mode: 'Auto' }],
              ['shop/web', { mode: 'Auto' }],
            ],
            gone: ['bank/old', 'shop/old'],
          },
        },
        { key: 'bank/vault', slices: { gone: ['vault-1'] } },
        { clients: 'bank/vault', slices: { gone: ['vault-1'] } },
        { key: 'quiet/web', pods: { gone: ['web-x'] }, podsState: 'watched' },
      ],
    };
    const seen = filterMessage(delta, SHOP) as Delta;
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
    expect(seen.changes).toHaveLength(2);
    expect(seen.changes[0]?.rows).toMatchObject({ patch: [['shop/web', { mode: 'Auto' }]], gone: ['shop/old'] });
    expect(seen.changes[1]).toEqual({ key: 'quiet/web', podsState: 'forbidden' });
  });

  it('holds back a field that nobody has thought about', () => {
    const later = { ...SNAPSHOT, secrets: ['bank/vault'] } as unknown as WireMessage;
    expect(JSON.stringify(filterMessage(later, SHOP))).not.toContain('secrets');
  });
});

describe('filterFrames()', () => {
  it('hands the very bytes that all share to whoever may see everything', () => {
    const bytes = encodeMessage(SNAPSHOT);
    expect(filterFrames(bytes, { kind: 'everything' })).toBe(bytes);
  });

  it('reads several frames in one piece, and lets nothing pass that is no message', () => {
    const ping = encodeMessage({ kind: 'ping', time: 5 });
    const odd = new TextEncoder().encode('event: secret\ndata: {"bank":1}\n\n');
    const text = new TextDecoder().decode(
      filterFrames(new Uint8Array([...encodeMessage(SNAPSHOT), ...odd, ...ping]), SHOP),
    );
    const kinds = [...text.matchAll(/^event: (\S+)$/gm)].map((match) => match[1]);
    expect(kinds).toEqual(['snapshot', 'ping']);
    expect(text).not.toMatch(/bank|vault/);
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? '';
    expect(decodeMessage('snapshot', data)).toEqual(filterMessage(SNAPSHOT, SHOP));
  });
});
