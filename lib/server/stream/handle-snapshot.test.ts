import { describe, expect, test } from 'vitest';
import type { Cluster } from '#lib/model/cluster.ts';
import { shopSight } from '#lib/server/auth/sight.test-support.ts';
import { type RestrictedSight, UNASKED_VIEWER, type Viewer } from '#lib/server/auth/sight.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import type { Running } from '#lib/server/running.ts';
import { handleSnapshot } from '#lib/server/stream/handle-snapshot.ts';
import { readSnapshot } from '#lib/snapshot/read-snapshot.ts';
import { ACME_WORDS, acmeSnapshot } from '#lib/snapshot/snapshot.test-support.ts';

const { cluster } = acmeSnapshot();
const STATUS: Hub['status'] = { phase: 'live', since: 0, done: 0, address: '', missing: [], skipped: 0 };
const RUNNING = runningWith({
  cluster: () => cluster,
  info: { contextName: 'acme-production' } as Hub['info'],
  status: STATUS,
});

function get(query: string): Request {
  return new Request(`http://localhost/api/snapshot${query}`, { headers: { host: 'localhost:3000' } });
}

describe('handleSnapshot', () => {
  test('answers with the cluster as a file, with what its reader looks at in the header', async () => {
    const query = '?service=payments/checkout&what-if=replicas:3&minor=1.36&gates=TopologyAwareHints=true';
    const response = await handleSnapshot(get(query), RUNNING, UNASKED_VIEWER);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="zonescope-acme-production-2026-03-01T12-00-00Z.json"',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const read = readSnapshot(await response.text(), 'file', { now: 0 });
    expect(read).toMatchObject({
      service: 'payments/checkout',
      whatIf: [{ kind: 'replicas', replicas: 3 }],
      context: 'acme-production',
      cluster: { version: { minor: 36 } },
    });
    expect(read.cluster.gateOverrides).toHaveLength(cluster.gateOverrides.length + 1);
    expect(read.cluster.pods).toEqual(cluster.pods);
  });

  test('redacted, neither the file nor its name tells a name', async () => {
    const response = await handleSnapshot(get('?service=payments/checkout&redact=true'), RUNNING, UNASKED_VIEWER);
    expect(response.headers.get('content-disposition')).not.toMatch(ACME_WORDS);
    expect(await response.text()).not.toMatch(ACME_WORDS);
  });

  test.each([
    '?service=checkout',
    '?what-if=nothing',
    '?minor=new',
    '?gates=x',
    '?redact=maybe',
    '?service=a/b&service=a/c',
  ])('%s is answered 400', async (query) => {
    expect((await handleSnapshot(get(query), RUNNING, UNASKED_VIEWER)).status).toBe(400);
  });

  test('whoever may see some namespaces only gets those, and pods only where they may be seen', async () => {
    const viewer = (
      services: readonly string[],
      pods: readonly string[],
      more: Partial<RestrictedSight> = {},
    ): Viewer => ({
      name: 'jane',
      sight: shopSight({ services: new Set(services), slices: new Set(services), pods: new Set(pods), ...more }),
    });
    const read = async (who: Viewer) =>
      readSnapshot(await (await handleSnapshot(get(''), RUNNING, who)).text(), 'file', { now: 0 }).cluster;
    const none = await read(viewer(['other'], ['payments']));
    expect([none.services, none.slices, none.pods]).toEqual([[], [], []]);
    expect(none.nodes).toEqual(cluster.nodes);
    const withoutPods = await read(viewer(['payments'], []));
    expect([withoutPods.services.length, withoutPods.pods.length]).toEqual([2, 0]);
    const all = await read(viewer(['payments'], ['payments'], { autoscalers: 'all' }));
    expect(all).toMatchObject({ pods: cluster.pods, autoscalers: cluster.autoscalers });
    expect(await read(viewer(['payments'], ['payments']))).not.toHaveProperty('autoscalers');
    const withoutNodes = await read(viewer(['payments'], ['payments'], { nodes: false }));
    expect([withoutNodes.nodes, withoutNodes.gateOverrides, withoutNodes.slices.length]).toEqual([[], [], 2]);
    expect(withoutNodes.missing).toEqual(['list nodes']);
    const withoutSlices = await read(viewer(['payments'], ['payments'], { slices: new Set() }));
    expect([withoutSlices.slices, withoutSlices.missing]).toEqual([[], ['list endpointslices -n payments']]);
    expect([none, withoutPods, all].map(({ missing }) => missing)).toEqual([undefined, undefined, undefined]);
  });

  test('says in the file what the watch itself may not read, and what was not in the file that is shown', async () => {
    const missingOf = async (hub: Partial<Hub>) => {
      const running = runningWith({ cluster: () => cluster, info: RUNNING.hub.info, status: STATUS, ...hub });
      const file = await (await handleSnapshot(get(''), running, UNASKED_VIEWER)).text();
      return readSnapshot(file, 'file', { now: 0 }).cluster.missing;
    };
    const status: Hub['status'] = { ...STATUS, missing: [{ verb: 'list', resource: 'nodes' }] };
    expect(await missingOf({ status })).toEqual(['list nodes']);
    const missing = ['list endpointslices'];
    const snapshot = { name: 'f', time: 0, redacted: false, missing };
    expect(await missingOf({ info: { ...RUNNING.hub.info, snapshot } })).toEqual(missing);
  });

  test('holds the pods of every Service, and those that are looked at where they cannot be listed or are too many', async () => {
    const [looked, other] = [cluster.pods.slice(0, 1), cluster.pods.slice(1)];
    const podsWith = async (listPods: Running['listPods']) => {
      const running = runningWith(
        { cluster: () => ({ ...cluster, pods: looked }), info: RUNNING.hub.info, status: STATUS },
        { ...(listPods !== undefined && { listPods }) },
      );
      const file = await (await handleSnapshot(get(''), running, UNASKED_VIEWER)).text();
      return readSnapshot(file, 'file', { now: 0 }).cluster.pods;
    };
    expect(other.length).toBeGreaterThan(0);
    expect(await podsWith(async () => cluster.pods)).toEqual(cluster.pods);
    expect(await podsWith(async () => undefined)).toEqual(looked);
    expect(await podsWith(() => Promise.reject(new Error('forbidden')))).toEqual(looked);
    expect(await podsWith(undefined)).toEqual(looked);
  });

  test('holds the autoscalers of every Service where they are read, and those that are looked at where they cannot be listed', async () => {
    const { autoscalers: all = [], ...bare } = cluster;
    const autoscalersWith = async (own: Partial<Cluster>, more: Partial<Running>) => {
      const running = runningWith(
        { cluster: () => ({ ...bare, ...own }), info: RUNNING.hub.info, status: STATUS },
        more,
      );
      const file = await (await handleSnapshot(get(''), running, UNASKED_VIEWER)).text();
      return readSnapshot(file, 'file', { now: 0 }).cluster.autoscalers;
    };
    expect(all).toHaveLength(1);
    expect(await autoscalersWith({ autoscalers: [] }, { listAutoscalers: async () => all })).toEqual(all);
    const listAutoscalers = () => Promise.reject(new Error('forbidden'));
    expect(await autoscalersWith({ autoscalers: all }, { listAutoscalers })).toEqual(all);
    expect(await autoscalersWith({}, {})).toBeUndefined();
  });

  test('before the first lists are in there is nothing to save', async () => {
    const early = runningWith({ cluster: () => undefined });
    expect((await handleSnapshot(get(''), early, UNASKED_VIEWER)).status).toBe(503);
  });
});
