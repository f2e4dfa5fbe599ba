import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import { createFrameFilter } from '#lib/server/auth/filter-frames.ts';
import { createMessageFilter } from '#lib/server/auth/filter-message.ts';
import { shopSight } from '#lib/server/auth/sight.test-support.ts';
import type { RestrictedSight } from '#lib/server/auth/sight.ts';
import { encodeMessage } from '#lib/server/hub/frames.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import type { Delta, InfoMessage, SnapshotPart, StatusMessage, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import { aNode, anAutoscaler, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const SHOP = shopSight();
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
  done: 6,
  of: 6,
  sequence: 7,
  epoch: 'e1',
};

function filtered<T extends WireMessage>(message: T, sight: RestrictedSight = SHOP): T {
  return createMessageFilter(sight)(message) as T;
}

function deltaOf(...changes: readonly TopicChanges[]): Delta {
  return { kind: 'delta', epoch: 'e1', sequence: 8, changes };
}

describe('what somebody sees who may see some namespaces', () => {
  it('promise 14: leaves of a snapshot what is in sight', () => {
    const seen = filtered(SNAPSHOT);
    expect(seen.rows?.map(({ key }) => key)).toEqual(['shop/web', 'quiet/web']);
    expect(seen.slices?.map(({ name }) => name)).toEqual(['web-1']);
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
  });

  it('hides a Service that could never have been asked for', () => {
    const seen = filtered({ ...SNAPSHOT, service: aService('vault', { namespace: 'bank' }) });
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
  });

  it('says where somebody stands in a place of their own, so that other rights begin with a new snapshot', () => {
    expect(filtered(SNAPSHOT).epoch).toBe('e1abc123');
  });

  it('counts what they are sent, part by part, and tells nobody how much there is', () => {
    const filter = createMessageFilter(SHOP);
    const { head: _, ...more } = SNAPSHOT;
    const first = filter(SNAPSHOT) as SnapshotPart;
    expect(first.done).toBe(4);
    expect(first).not.toHaveProperty('of');
    expect(filter({ ...more, rows: [aRow('bank/more')], slices: [], done: 9, of: 9 })).toMatchObject({ done: 5 });
    expect(filter(SNAPSHOT)).toMatchObject({ done: 4 });
  });

  it('promise 14: leaves of a delta what is in sight, in each of its three forms', () => {
    const rows = {
      set: ROWS,
      patch: [
        ['bank/vault', { mode: 'Auto' }],
        ['shop/web', { mode: 'Auto' }],
      ] as const,
      gone: ['bank/old', 'shop/old'],
    };
    const seen = filtered(
      deltaOf(
        { rows },
        { key: 'bank/vault', slices: { gone: ['vault-1'] } },
        { clients: 'bank/vault', slices: { gone: ['vault-1'] } },
        { key: 'quiet/web', pods: { gone: ['web-x'] }, podsState: 'watched' },
      ),
    );
    expect(JSON.stringify(seen)).not.toMatch(/vault|bank/);
    expect(seen.changes).toHaveLength(2);
    expect(seen.changes[0]?.rows).toMatchObject({ patch: [['shop/web', { mode: 'Auto' }]], gone: ['shop/old'] });
    expect(seen.changes[1]).toEqual({ key: 'quiet/web', podsState: 'forbidden' });
  });

  it('holds back a field that nobody has thought about', () => {
    const later = { ...SNAPSHOT, secrets: ['bank/vault'] } as unknown as WireMessage;
    expect(JSON.stringify(filtered(later))).not.toContain('secrets');
    const head = { ...SNAPSHOT.head, secret: 'bank/vault' } as unknown as NonNullable<SnapshotPart['head']>;
    expect(JSON.stringify(filtered({ ...SNAPSHOT, head }))).not.toContain('secret');
  });

  it('names the namespaces, and tells nothing of how many objects there are', () => {
    const info = { gateOverrides: [] } as unknown as InfoMessage['info'];
    expect(filtered({ kind: 'info', info }).info.namespacesInSight).toEqual(['quiet', 'shop']);
    const { status } = filtered(statusOf({ done: 12_345, of: 54_321, skipped: 77, healed: 88 }));
    expect(status).toEqual({ phase: 'syncing', since: 5, address: 'a', missing: [], skipped: 0 });
  });

  it('sees autoscalers where their right and that to pods hold', () => {
    const head = { ...SNAPSHOT.head, autoscalersState: 'watched' } as NonNullable<SnapshotPart['head']>;
    const part = { ...SNAPSHOT, head, autoscalers: [anAutoscaler('web', { namespace: 'shop' })] };
    expect(filtered(part)).toMatchObject({ head: { autoscalersState: 'watched' }, autoscalers: [{ name: 'web' }] });
    for (const none of [{ autoscalers: new Set<string>() }, { pods: new Set<string>() }]) {
      const seen = filtered(part, shopSight(none));
      expect([seen.head?.autoscalersState, seen.autoscalers]).toEqual(['forbidden', []]);
      const changes = { autoscalers: { gone: ['web'] }, autoscalersState: 'watched' } as const;
      expect(filtered(deltaOf({ key: 'shop/web', ...changes }), shopSight(none)).changes).toEqual([
        { key: 'shop/web', autoscalersState: 'forbidden' },
      ]);
    }
  });
});

/** A row in which every field that nodes decide names one, and a node's zone that no endpoint is in. */
const TELLING: ServiceRow = {
  ...aRow('shop/web', { mode: 'Auto', modeSource: 'service.kubernetes.io/topology-mode: Auto' }),
  verdict: {
    state: 'off',
    reason: 'node-without-zone',
    reasonValues: { node: 'hidden-node', zone: 'hidden-zone' },
    nodesInEffect: 71,
    nodesInAll: 72,
    inZoneShare: 0.73,
    idleEndpoints: 74,
    largestLoad: 7.5,
  },
  warnings: [{ key: 'warning.zone-without-endpoints', values: { zone: 'hidden-zone' } }],
  optIn: { mode: 'Auto', inZoneShare: 0.76, largestLoad: 7.7 },
  flipsAt: { fewer: 78, more: 79 },
  flips: 70,
  changed: { time: 79, cause: { key: 'cause.nodes-lost', values: { nodes: 'hidden-node' } } },
};
const ENTRY = { time: 1, cause: { key: 'cause.node', values: { node: 'hidden-node' } } } as unknown as TimelineEntry;
const HIDDEN = /hidden|7\d|0\.7|7\.5/;

describe('what somebody sees without the right to nodes', () => {
  const sight = shopSight({ nodes: false });

  it('promise 14: names no node and no zone of one, neither in rows nor in their changes nor in the past', () => {
    const head = { ...SNAPSHOT.head, timeline: { since: 1, entries: [ENTRY] } } as NonNullable<SnapshotPart['head']>;
    const seen = filtered({ ...SNAPSHOT, head, nodes: [aNode('hidden-node')], rows: [TELLING], sequence: 8 }, sight);
    expect(JSON.stringify(seen)).not.toMatch(HIDDEN);
    expect(seen.nodes).toEqual([]);
    expect(seen.rows).toEqual([
      {
        key: 'shop/web',
        mode: 'Auto',
        modeSource: 'service.kubernetes.io/topology-mode: Auto',
        verdict: {
          state: 'unknown',
          reason: 'no-permission',
          reasonValues: { rights: 'list nodes' },
          nodesInEffect: 0,
          nodesInAll: 0,
          idleEndpoints: 0,
        },
        endpointsByZone: { a: 1 },
        warnings: [],
      },
    ]);
    expect(seen.head?.timeline).toEqual({ since: 1, entries: [] });

    const { key: _, ...fields } = TELLING;
    const changes = filtered(
      deltaOf(
        {
          nodes: { set: [aNode('hidden-node')], patch: [['hidden-node', { unschedulable: true }]], gone: ['hidden'] },
          rows: {
            set: [TELLING],
            patch: [
              ['shop/web', { ...fields, endpointsByZone: { b: 2 }, later: 'hidden' }],
              ['quiet/web', { verdict: { nodesInAll: 72 } }],
            ],
          },
        },
        { key: 'shop/web', timeline: [ENTRY] },
      ),
      sight,
    );
    expect(JSON.stringify(changes)).not.toMatch(HIDDEN);
    expect(changes.changes[0]?.rows?.patch).toEqual([
      ['shop/web', { mode: 'Auto', modeSource: TELLING.modeSource, endpointsByZone: { b: 2 } }],
    ]);
  });

  it('still shows endpoints with their own zones and hints, which their slices tell', () => {
    expect(filtered(SNAPSHOT, sight).slices?.[0]?.endpoints).toEqual([anEndpoint(1)]);
  });

  it('is told which right is missing, once, and no gate that is set for a node', () => {
    const missing = [{ verb: 'list', resource: 'nodes' }] as const;
    expect(filtered(statusOf({}), sight).status.missing).toEqual(missing);
    expect(filtered(statusOf({ missing }), sight).status.missing).toEqual(missing);
    const gateOverrides = [
      { gate: 'TopologyAwareHints', state: true },
      { gate: 'TopologyAwareHints', state: true, program: 'kube-proxy', node: 'hidden-node' },
    ];
    const info = { gateOverrides } as unknown as InfoMessage['info'];
    expect(filtered({ kind: 'info', info }, sight).info.gateOverrides).toEqual([gateOverrides[0]]);
  });
});

describe('what somebody sees without the right to endpointslices', () => {
  const sight = shopSight({ slices: new Set(['quiet']) });
  const clients = { ...SNAPSHOT.head, clients: 'shop/web' } as NonNullable<SnapshotPart['head']>;

  it('promise 14: is no endpoint of theirs, in no part of a snapshot and in no change', () => {
    const filter = createMessageFilter(sight);
    const first = filter({ ...SNAPSHOT, head: clients, rows: [TELLING], clientSlices: SNAPSHOT.slices ?? [] });
    expect(first).toMatchObject({ slices: [], clientSlices: [], service: { name: 'web' } });
    const endpoints = [['web-1', [anEndpoint(3)]]] as const;
    const second = filter({ kind: 'snapshot', endpoints, clientEndpoints: endpoints, done: 1, of: 1 });
    expect(second).toEqual({ kind: 'snapshot', done: 2 });
    const changes = filtered(
      deltaOf(
        { key: 'shop/web', slices: { gone: ['web-1'] }, timeline: [ENTRY], podsState: 'watched' },
        { clients: 'shop/web', slices: { gone: ['web-1'] } },
        { rows: { patch: [['shop/web', { endpointsByZone: { a: 2 } }]] } },
      ),
      sight,
    );
    expect(changes.changes).toEqual([
      { key: 'shop/web', podsState: 'watched' },
      { clients: 'shop/web' },
      { rows: { patch: [] } },
    ]);
  });

  it('is named in the row of each Service that it concerns, and for all where it is missing everywhere', () => {
    const rows = filtered(SNAPSHOT, sight).rows?.map(({ verdict, endpointsByZone }) => [
      verdict.reasonValues,
      endpointsByZone,
    ]);
    expect(rows).toEqual([
      [{ rights: 'list endpointslices' }, {}],
      [{}, { a: 1 }],
    ]);
    expect(filtered(statusOf({}), sight).status.missing).toEqual([]);
    const nowhere = shopSight({ slices: new Set() });
    expect(filtered(statusOf({}), nowhere).status.missing).toEqual([{ verb: 'list', resource: 'endpointslices' }]);
  });
});

function statusOf(fields: Partial<StatusMessage['status']>): StatusMessage {
  return {
    kind: 'status',
    time: 9,
    status: { phase: 'syncing', since: 5, address: 'a', missing: [], skipped: 0, ...fields },
  };
}

describe('createFrameFilter()', () => {
  it('hands the very bytes that all share to whoever may see everything', () => {
    const bytes = encodeMessage(SNAPSHOT);
    expect(createFrameFilter({ kind: 'everything' })(bytes)).toBe(bytes);
  });

  it('reads several frames in one piece, and lets nothing pass that is no message', () => {
    const ping = encodeMessage({ kind: 'ping', time: 5 });
    const odd = new TextEncoder().encode('event: secret\ndata: {"bank":1}\n\n');
    const text = new TextDecoder().decode(
      createFrameFilter(SHOP)(new Uint8Array([...encodeMessage(SNAPSHOT), ...odd, ...ping])),
    );
    const kinds = [...text.matchAll(/^event: (\S+)$/gm)].map((match) => match[1]);
    expect(kinds).toEqual(['snapshot', 'ping']);
    expect(text).not.toMatch(/bank|vault/);
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? '';
    expect(decodeMessage('snapshot', data)).toEqual(filtered(SNAPSHOT));
  });
});
