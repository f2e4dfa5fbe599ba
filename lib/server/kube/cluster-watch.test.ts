import { afterEach, describe, expect, test } from 'vitest';
import { nextOf } from '#lib/server/hub/next-of.test-support.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';
import {
  clusterRig,
  endClusterRigs,
  liveCluster,
  NODE,
  SERVICE,
  SLICE,
} from '#lib/server/kube/cluster-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, until } from '#lib/server/kube/scripted-api.test-support.ts';

afterEach(endClusterRigs);

describe('createClusterWatch', () => {
  test('fills the hub and asks for nothing but the four kinds and the version', async () => {
    const { api, hub } = await liveCluster();
    expect([...hub.state.nodes.objectByKey.keys()]).toEqual(['n1']);
    expect(hub.state.slicesOf('shop/web').map((slice) => slice.name)).toEqual(['web-1']);
    expect(hub.info).toMatchObject({
      version: { major: 1, minor: 30, patch: 2 },
      versionText: 'v1.30.2-gke.100',
      versionOverridden: false,
    });
    expect(new Set(api.requests.map((request) => request.path))).toEqual(
      new Set(['/version', '/api/v1/nodes', '/api/v1/services', '/apis/discovery.k8s.io/v1/endpointslices']),
    );
  });

  test('what is not to be kept is nowhere in the hub', async () => {
    const { hub } = await liveCluster();
    hub.subscribe({ key: 'shop/web' });
    await until(() => (hub.cluster()?.pods.length ?? 0) === 1);
    expect(JSON.stringify(hub.cluster())).not.toContain('CANARY');
  });

  test('pods of a Service are watched while somebody looks at it, by its namespace and selector', async () => {
    const { api, hub, clock, watches } = await liveCluster();
    const reader = hub.subscribe({ key: 'shop/web' });
    await until(() => watches.some(({ path }) => path.endsWith('/pods')));
    const list = api.requests.find(({ path }) => path.endsWith('/pods'));
    expect(list?.query.get('labelSelector')).toBe('app=web');
    reader?.close();
    clock.advance(60_000);
    await until(() => watches.some(({ path, closed }) => path.endsWith('/pods') && closed));
  });

  test('autoscalers of a Service’s namespace are watched where they were asked for, while somebody looks at it', async () => {
    const path = '/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers';
    const { api, hub, clock, watches, answers } = await liveCluster({ autoscalers: true });
    answers.set(path, (_request, response) => sendJson(response, listOf('HorizontalPodAutoscaler', [])));
    expect(api.requests.some((request) => request.path === path)).toBe(false);
    const reader = hub.subscribe({ key: 'shop/web' });
    await until(() => watches.some((watch) => watch.path === path));
    reader?.close();
    clock.advance(60_000);
    await until(() => watches.some((watch) => watch.path === path && watch.closed));
  });

  test('autoscalers that may not be read leave everything else as it is', async () => {
    const { hub, clock, watches, answers } = await liveCluster({ autoscalers: true });
    const { status } = hub;
    answers.set('/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers', (_request, response) =>
      sendJson(response, {}, 403),
    );
    const messages = readerOf(hub.subscribe({ key: 'shop/web' }));
    await until(() => watches.some(({ path }) => path.endsWith('/pods')));
    await until(() => {
      clock.advance(200);
      return messages().includes('"autoscalersState":"forbidden"');
    });
    expect(hub.status).toEqual(status);
    expect(hub.cluster()?.pods).toHaveLength(1);
  });

  test('a label that a pod names is read from the nodes anew', async () => {
    const { hub, clock } = await liveCluster();
    expect({ ...hub.state.nodes.objectByKey.get('n1')?.labels }).not.toHaveProperty('disk');
    hub.subscribe({ key: 'shop/web' });
    await until(() => (hub.cluster()?.pods.length ?? 0) === 1);
    clock.advance(200);
    await until(() => hub.state.nodes.objectByKey.get('n1')?.labels['disk'] === 'ssd');
    expect(hub.status.phase).toBe('live');
  });

  test('an event reaches the hub', async () => {
    const { hub, watches } = await liveCluster();
    const nodes = watches.find(({ path }) => path.endsWith('/nodes'));
    if (nodes !== undefined) sendLine(nodes.response, { type: 'ADDED', object: nodeJson('n2', '11', 'b') });
    await until(() => hub.state.nodes.objectByKey.has('n2'));
  });

  test('a server that is away from the start is said to be, and found when it comes', async () => {
    const away = await clusterRig({}, (answers) => {
      for (const path of answers.keys()) answers.set(path, (_request, response) => sendJson(response, {}, 503));
    });
    const { hub, clock, answers, api } = away;
    await until(() => hub.status.phase === 'unreachable');
    expect(hub.status).toMatchObject({ said: 'answers 503', address: api.url });
    expect(hub.ready).toBe(false);
    answers.set('/version', (_request, response) => sendJson(response, { gitVersion: 'v1.21.10' }));
    answers.set('/api/v1/nodes', (_request, response) => sendJson(response, listOf('Node', [NODE])));
    answers.set('/api/v1/services', (_request, response) => sendJson(response, listOf('Service', [])));
    answers.set('/apis/discovery.k8s.io/v1/endpointslices', (_request, response) =>
      sendJson(response, listOf('EndpointSlice', [])),
    );
    clock.advance(2_000);
    await until(() => hub.status.phase === 'live' && hub.ready);
  });

  test('--kubernetes-version decides whatever the server answers, and is said to', async () => {
    const { hub } = await liveCluster({ version: { major: 1, minor: 37, patch: 0 } });
    expect(hub.cluster()?.version).toEqual({ major: 1, minor: 37, patch: 0 });
    await until(() => hub.info.versionOverridden);
    expect(hub.info.versionText).toBe('v1.30.2-gke.100');
  });

  test('a server that tells no version is taken to be as old as its newest kubelet', async () => {
    const { hub } = await clusterRig({}, (answers) => {
      answers.set('/version', (_request, response) => sendJson(response, {}, 403));
    });
    await until(() => hub.ready && hub.status.phase === 'live');
    expect(hub.cluster()?.version).toEqual({ major: 1, minor: 30, patch: 2 });
  });

  test('-n reads the Services and slices of one namespace only', async () => {
    const { api, hub } = await clusterRig({ namespace: 'shop' }, (answers) => {
      answers.set('/api/v1/namespaces/shop/services', (_request, response) =>
        sendJson(response, listOf('Service', [SERVICE])),
      );
      answers.set('/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices', (_request, response) =>
        sendJson(response, listOf('EndpointSlice', [SLICE])),
      );
    });
    await until(() => hub.ready);
    expect(api.requests.some(({ path }) => path === '/api/v1/services')).toBe(false);
    expect(hub.state.slicesOf('shop/web')).toHaveLength(1);
  });
});

/** All that a subscriber was sent up to now. */
function readerOf(subscriber: Subscriber | undefined): () => string {
  const decoder = new TextDecoder();
  let text = '';
  const read = async (): Promise<void> => {
    if (subscriber === undefined) return;
    for (let bytes = await nextOf(subscriber); bytes !== undefined; bytes = await nextOf(subscriber)) {
      text += decoder.decode(bytes);
    }
  };
  void read();
  return () => text;
}
