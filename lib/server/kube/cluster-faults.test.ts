import { afterEach, describe, expect, test } from 'vitest';
import {
  clusterRig,
  endClusterRigs,
  liveCluster,
  type Rig,
  SERVICE,
} from '#lib/server/kube/cluster-rig.test-support.ts';
import { listOf, sendJson, sendLine, turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';

afterEach(endClusterRigs);

describe('fault 12: an API server that is away leaves its last data, stale, with its age and what it answers', () => {
  test('until it is back', async () => {
    const { api, hub, clock } = await liveCluster();
    const { script } = api;
    clock.advance(7_000);
    api.script = (_request, response) => response.socket?.resetAndDestroy();
    api.breakAll();
    await until(() => hub.status.phase === 'stale');
    expect(hub.status).toMatchObject({ since: 1_007_000, said: 'closed the connection', address: api.url });
    await turnUntil(clock, 600, () => clock.now() > 1_600_000);
    expect(hub.status).toMatchObject({ phase: 'stale', since: 1_007_000 });
    expect(hub.state.nodes.objectByKey.has('n1')).toBe(true);
    expect(hub.state.slicesOf('shop/web')).toHaveLength(1);
    api.script = script;
    await turnUntil(clock, 60, () => hub.status.phase === 'live');
    expect(hub.status).not.toHaveProperty('said');
  });

  test('a short absence is over within some seconds, since one cheap question finds it', async () => {
    const { api, hub, clock } = await liveCluster();
    const { script } = api;
    api.script = (_request, response) => response.socket?.resetAndDestroy();
    api.breakAll();
    await turnUntil(clock, 4, () => clock.now() >= 1_004_000);
    expect(hub.status.phase).toBe('stale');
    api.script = script;
    await turnUntil(clock, 5, () => hub.status.phase === 'live');
  });
});

describe('fault 15: 403 on one kind is named, and the others go on', () => {
  test('from the start', async () => {
    const { hub } = await clusterRig({}, (answers) => {
      answers.set('/api/v1/nodes', (_request, response) => sendJson(response, {}, 403));
    });
    await until(() => hub.ready && hub.status.missing.length === 1);
    expect(hub.status.missing).toEqual([{ verb: 'list', resource: 'nodes' }]);
    await until(() => hub.status.phase === 'live');
    expect(hub.state.services.objectByKey.has('shop/web')).toBe(true);
    expect(hub.timelineOf('shop/web').entries.at(-1)).toMatchObject({
      state: 'unknown',
      reason: 'no-permission',
      reasonValues: { rights: 'list nodes' },
    });
  });

  test('of an API server that has just started it is a failure, not a missing right, and no row turns unknown', async () => {
    const { api, hub, clock, watches } = await liveCluster();
    const { script } = api;
    const forbid = (): void => {
      api.script = (request, response) => {
        if (request.path === '/api/v1/nodes') sendJson(response, {}, 403);
        else script(request, response);
      };
    };
    await turnUntil(clock, 60, () => clock.now() >= 1_060_000);
    forbid();
    watches.find(({ path }) => path.endsWith('/nodes'))?.response.destroy();
    await turnUntil(clock, 5, () => hub.status.said === 'answers 403: no permission');
    expect(hub.status).toMatchObject({ phase: 'stale', missing: [] });
    api.script = script;
    await turnUntil(clock, 10, () => hub.status.phase === 'live');
    expect(hub.timelineOf('shop/web').entries.some(({ reason }) => reason === 'no-permission')).toBe(false);
    forbid();
    watches
      .filter(({ path }) => path.endsWith('/nodes'))
      .at(-1)
      ?.response.destroy();
    await turnUntil(clock, 40, () => hub.status.missing.length === 1);
    expect(hub.status).toMatchObject({ phase: 'live', missing: [{ verb: 'watch', resource: 'nodes' }] });
  });

  test('a right that is taken away is named 8 s after the first refusal, however long the waits have grown by then', async () => {
    const { api, hub, clock, watches } = await liveCluster();
    const { script } = api;
    api.script = (request, response) => {
      if (request.path === '/api/v1/nodes') sendJson(response, {}, 403);
      else script(request, response);
    };
    watches.find(({ path }) => path.endsWith('/nodes'))?.response.destroy();
    await turnUntil(clock, 5, () => hub.status.said === 'answers 403: no permission');
    await turnUntil(clock, 8, () => hub.status.missing.length > 0);
    expect(hub.status.missing).toEqual([{ verb: 'watch', resource: 'nodes' }]);
    expect(hub.status.phase).toBe('live');
  });
});

describe('fault 18: a machine that slept opens its watches anew within 10 s', () => {
  test('whatever its connections look like', async () => {
    const { clock, watches, hub } = await liveCluster();
    const before = watches.slice();
    clock.jump(600_000);
    await turnUntil(clock, 10, () => before.every(({ closed }) => closed));
    await until(() => watches.filter(({ closed }) => !closed).length === 3, 'the watches');
    expect(hub.status.phase).toBe('live');
  });

  test('a clock that is set back leaves no time in the future', async () => {
    const { clock, hub, api } = await liveCluster();
    clock.jump(-3_600_000);
    api.script = (_request, response) => response.socket?.resetAndDestroy();
    api.breakAll();
    await until(() => hub.status.phase === 'stale');
    expect(hub.status.since).toBeLessThanOrEqual(clock.now());
  });
});

describe('fault 19: a selection that changes all the time leaves one watch of pods open', () => {
  const openPodWatches = ({ watches }: Rig) => watches.filter(({ path, closed }) => path.endsWith('/pods') && !closed);

  test('when one Service after another is looked at: the last one alone, a while after, and never more than the limit', async () => {
    const services = Array.from({ length: 80 }, (_, at) => serviceJson(`web-${at}`, `app-${at}`));
    const rig = await clusterRig({}, (answers) => {
      answers.set('/api/v1/services', (_request, response) => sendJson(response, listOf('Service', services)));
    });
    await until(() => rig.hub.ready && rig.hub.status.phase === 'live');
    let most = 0;
    for (let at = 0; at < 80; at += 1) {
      const reader = rig.hub.subscribe({ key: `shop/web-${at}` });
      rig.clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, openPodWatches(rig).length);
      if (at < 79) reader?.close();
    }
    await turnUntil(rig.clock, 90, () => rig.clock.now() > 1_085_000);
    await until(() => openPodWatches(rig).length === 1);
    expect(most).toBeLessThanOrEqual(50);
    const last = rig.api.requests.filter(({ path, isWatch }) => path.endsWith('/pods') && isWatch).at(-1);
    expect(last?.query.get('labelSelector')).toBe('app=app-79');
  });

  test('when its selector changes 50 times: the last one alone, and what comes late of an old one is not let in', async () => {
    const rig = await liveCluster();
    const { hub, clock, watches } = rig;
    hub.subscribe({ key: 'shop/web' });
    await until(() => openPodWatches(rig).length === 1);
    const [old] = openPodWatches(rig);
    const services = watches.find(({ path }) => path.endsWith('/services'));
    for (let change = 0; change < 50; change += 1) {
      const object = serviceJson('web', `app-${change}`, String(100 + change));
      if (services !== undefined) sendLine(services.response, { type: 'MODIFIED', object });
      clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (old !== undefined && !old.response.destroyed) sendLine(old.response, { type: 'ADDED', object: lateJson() });
    await turnUntil(clock, 10, () => openPodWatches(rig).length === 1);
    const last = rig.api.requests.filter(({ path, isWatch }) => path.endsWith('/pods') && isWatch).at(-1);
    expect(last?.query.get('labelSelector')).toBe('app=app-49');
    expect(hub.cluster()?.pods.some(({ name }) => name === 'late')).toBe(false);
  });

  test('when it is deleted: none', async () => {
    const rig = await liveCluster();
    rig.hub.subscribe({ key: 'shop/web' });
    await until(() => openPodWatches(rig).length === 1);
    const services = rig.watches.find(({ path }) => path.endsWith('/services'));
    const object = { ...SERVICE, metadata: { ...SERVICE.metadata, resourceVersion: '99' } };
    if (services !== undefined) sendLine(services.response, { type: 'DELETED', object });
    await turnUntil(rig.clock, 5, () => openPodWatches(rig).length === 0);
  });
});

function serviceJson(name: string, app: string, resourceVersion = '3'): unknown {
  return {
    ...SERVICE,
    metadata: { name, namespace: 'shop', uid: name, resourceVersion },
    spec: { ...SERVICE.spec, selector: { app } },
  };
}

function lateJson(): unknown {
  return { kind: 'Pod', metadata: { name: 'late', namespace: 'shop', resourceVersion: '999' }, spec: {} };
}
