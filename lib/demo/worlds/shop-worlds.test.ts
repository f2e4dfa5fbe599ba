import { describe, expect, it } from 'vitest';
import { clusterIn } from '#lib/demo/model-of.ts';
import { startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

/** What a person sees of shop/web: the verdict, its reason, and how many endpoints are hinted to each zone. */
function seen({ cluster, clock }: TestCluster, name = 'web') {
  const { version, gates, registry } = cluster;
  const { gateOverrides, nodes, services, slices } = clusterIn(registry.store, { version, gates, now: clock.now() });
  const service = services.find((candidate) => candidate.namespace === 'shop' && candidate.name === name);
  if (service === undefined) throw new Error(`no shop/${name}`);
  const own = slices.filter((slice) => slice.namespace === 'shop' && slice.serviceName === name);
  const { verdict } = rowOf(service, own, { nodes, version, gateOverrides });
  const hints = own.flatMap(({ endpoints }) =>
    endpoints
      .filter(({ conditions }) => conditions.ready !== false)
      .map(({ hints: of }) => of?.forZones?.join() ?? '-'),
  );
  return { state: verdict.state, reason: verdict.reason, hints: hints.toSorted().join(' ') };
}

function done({ cluster }: TestCluster): readonly string[] {
  return cluster
    .guide()
    .steps.filter((step) => step.done)
    .map((step) => step.id);
}

const LABEL = { metadata: { labels: { [ZONE_LABEL]: 'c' } } };

describe('worlds from real threads show what was reported, and their steps mend it', () => {
  it('zone-skew: hints two and two; a node more turns them off, without it they are back', async () => {
    await using test = await startTestCluster({ world: 'zone-skew' });
    expect(seen(test)).toEqual({ state: 'zone-routed', reason: 'hinted-by-cpu-share', hints: 'a a b b' });
    const command = test.cluster.guide().steps.find(({ id }) => id === 'node-joins')?.commands[0] ?? '';
    const node: unknown = JSON.parse(/'(.*)'/.exec(command)?.[1] ?? '');
    expect((await test.send('POST', '/api/v1/nodes', node)).code).toBe(201);
    expect(seen(test)).toMatchObject({ state: 'off', reason: 'overload-threshold' });
    await test.send('DELETE', '/api/v1/nodes/node-a4');
    expect(seen(test)).toMatchObject({ state: 'zone-routed', hints: 'a a b b' });
    expect(done(test)).toEqual(['node-joins', 'node-leaves']);
  });

  it('tainted-nodes: no hints while the tainted nodes count', async () => {
    await using test = await startTestCluster({ world: 'tainted-nodes' });
    expect(seen(test)).toEqual({ state: 'off', reason: 'overload-threshold', hints: '- - -' });
    for (const name of ['gpu-a1', 'gpu-a2']) await test.send('DELETE', `/api/v1/nodes/${name}`);
    expect(seen(test)).toMatchObject({ state: 'zone-routed', hints: 'a b c' });
    expect(done(test)).toEqual(['delete-tainted']);
  });

  it('late-label: one unlabelled node takes the hints of all Services', async () => {
    await using test = await startTestCluster({ world: 'late-label' });
    for (const name of ['web', 'cart']) {
      expect(seen(test, name)).toMatchObject({ state: 'off', reason: 'node-without-zone' });
    }
    await test.mergePatch('/api/v1/nodes/node-new', LABEL);
    expect(seen(test)).toMatchObject({ state: 'zone-routed', hints: 'a a b b c c' });
    expect(seen(test, 'cart')).toMatchObject({ state: 'zone-routed', hints: 'a b c' });
    expect(done(test)).toEqual(['label']);
  });

  it('borrowed-endpoints: five, four and three pods, and four hints for each zone', async () => {
    await using test = await startTestCluster({ world: 'borrowed-endpoints' });
    expect(seen(test)).toMatchObject({ state: 'zone-routed', hints: 'a a a a b b b b c c c c' });
    await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas: 13 } });
    expect(done(test)).toEqual(['scale-to-thirteen']);
  });

  it('dead-zone: one zone counts, so there are no hints; its return brings them back', async () => {
    await using test = await startTestCluster({ world: 'dead-zone' });
    expect(seen(test)).toEqual({ state: 'off', reason: 'one-zone-only', hints: '- -' });
    expect(done(test)).toEqual([]);
    for (const name of ['node-b1', 'node-b2']) {
      await test.mergePatch(`/api/v1/nodes/${name}`, { metadata: { annotations: { 'zonescope.demo/down': null } } });
    }
    expect(seen(test)).toMatchObject({ state: 'zone-routed', hints: 'a a b b' });
    expect(done(test)).toEqual(['zone-returns']);
  });
});
