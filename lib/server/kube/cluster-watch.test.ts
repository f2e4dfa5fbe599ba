import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import { type ClusterWatchOptions, createClusterWatch } from '#lib/server/kube/cluster-watch.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import {
  listOf,
  nodeJson,
  type ScriptedApi,
  type ScriptedRequest,
  sendJson,
  sendLine,
  startScriptedApi,
  until,
} from '#lib/server/kube/scripted-api.test-support.ts';
import { aRow } from '#lib/wire/objects.test-support.ts';

interface Rig {
  readonly api: ScriptedApi;
  readonly hub: Hub;
  readonly clock: FakeClock;
  readonly watches: { readonly path: string; readonly response: ServerResponse; closed: boolean }[];
  /** Answers of the API server by path, which a test may replace. */
  readonly answers: Map<string, (request: ScriptedRequest, response: ServerResponse) => void>;
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const SERVICE = {
  kind: 'Service',
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: 'u',
    resourceVersion: '3',
    annotations: { 'secret-note': 'CANARY' },
  },
  spec: { selector: { app: 'web' }, clusterIP: '10.0.0.1', ports: [{ port: 80 }] },
};
const SLICE = {
  kind: 'EndpointSlice',
  metadata: { name: 'web-1', namespace: 'shop', resourceVersion: '4', labels: { 'kubernetes.io/service-name': 'web' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.1.0.1'], conditions: { ready: true } }],
};
const POD = {
  kind: 'Pod',
  metadata: { name: 'web-0', namespace: 'shop', resourceVersion: '5', labels: { app: 'web' } },
  spec: {
    nodeSelector: { disk: 'ssd' },
    containers: [{ name: 'c', image: 'nginx', env: [{ name: 'PASSWORD', value: 'CANARY' }] }],
  },
};
const NODE = { ...(nodeJson('n1', '2') as { metadata: { labels: object } }) };
NODE.metadata.labels = { ...NODE.metadata.labels, disk: 'ssd' };

async function rig(
  options: Partial<ClusterWatchOptions> = {},
  prepare: (answers: Rig['answers']) => void = () => undefined,
): Promise<Rig> {
  const watches: Rig['watches'] = [];
  const answers: Rig['answers'] = new Map([
    ['/version', (_request, response) => sendJson(response, { gitVersion: 'v1.30.2-gke.100' })],
    ['/api/v1/nodes', (_request, response) => sendJson(response, listOf('Node', [NODE]))],
    ['/api/v1/services', (_request, response) => sendJson(response, listOf('Service', [SERVICE]))],
    [
      '/apis/discovery.k8s.io/v1/endpointslices',
      (_request, response) => sendJson(response, listOf('EndpointSlice', [SLICE])),
    ],
    ['/api/v1/namespaces/shop/pods', (_request, response) => sendJson(response, listOf('Pod', [POD]))],
  ]);
  prepare(answers);
  const api = await startScriptedApi((request, response) => {
    if (!request.isWatch) {
      const answer = answers.get(request.path);
      if (answer === undefined) sendJson(response, {}, 404);
      else answer(request, response);
      return;
    }
    const watch = { path: request.path, response, closed: false };
    response.on('close', () => {
      watch.closed = true;
    });
    watches.push(watch);
    response.writeHead(200).flushHeaders();
  });
  const clock = fakeClock(1_000_000);
  const client = createKubeClient(api.config);
  const watch = createClusterWatch({ client, clock, random: () => 0, gateOverrides: [], ...options });
  const hub = createHub({
    clock,
    build: 'b',
    epoch: 'e',
    rowOf: (service) => aRow(`${service.namespace}/${service.name}`),
    podSource: watch.podSource,
    info: {
      source: 'kubeconfig',
      contextName: 'c',
      user: 'u',
      server: client.address,
      insecure: false,
      versionText: '',
      versionOverridden: false,
      gateOverrides: [],
    },
    status: { phase: 'connecting', since: 0, done: 0, address: client.address, missing: [], skipped: 0 },
  });
  ends.push(watch.start(hub), hub.close, api.close);
  return { api, hub, clock, watches, answers };
}

async function ready(options?: Partial<ClusterWatchOptions>): Promise<Rig> {
  const made = await rig(options);
  await until(() => made.hub.ready && made.hub.status.phase === 'live' && made.watches.length >= 3, 'the first lists');
  return made;
}

describe('createClusterWatch', () => {
  test('fills the hub and asks for nothing but the four kinds and the version', async () => {
    const { api, hub } = await ready();
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
    const { hub } = await ready();
    hub.subscribe({ key: 'shop/web' });
    await until(() => (hub.cluster()?.pods.length ?? 0) === 1);
    expect(JSON.stringify(hub.cluster())).not.toContain('CANARY');
  });

  test('pods of a Service are watched while somebody looks at it, by its namespace and selector', async () => {
    const { api, hub, clock, watches } = await ready();
    const reader = hub.subscribe({ key: 'shop/web' });
    await until(() => watches.some(({ path }) => path.endsWith('/pods')));
    const list = api.requests.find(({ path }) => path.endsWith('/pods'));
    expect(list?.query.get('labelSelector')).toBe('app=web');
    reader?.close();
    clock.advance(60_000);
    await until(() => watches.some(({ path, closed }) => path.endsWith('/pods') && closed));
  });

  test('a label that a pod names is read from the nodes anew', async () => {
    const { hub, clock } = await ready();
    expect({ ...hub.state.nodes.objectByKey.get('n1')?.labels }).not.toHaveProperty('disk');
    hub.subscribe({ key: 'shop/web' });
    await until(() => (hub.cluster()?.pods.length ?? 0) === 1);
    clock.advance(200);
    await until(() => hub.state.nodes.objectByKey.get('n1')?.labels['disk'] === 'ssd');
    expect(hub.status.phase).toBe('live');
  });

  test('an event reaches the hub', async () => {
    const { hub, watches } = await ready();
    const nodes = watches.find(({ path }) => path.endsWith('/nodes'));
    if (nodes !== undefined) sendLine(nodes.response, { type: 'ADDED', object: nodeJson('n2', '11', 'b') });
    await until(() => hub.state.nodes.objectByKey.has('n2'));
  });

  test('a kind that may not be read is named, and the rest works without it', async () => {
    const { hub } = await rig({}, (answers) => {
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

  test('a server that is away from the start is said to be, and found when it comes', async () => {
    const away = await rig({}, (answers) => {
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

  test('a server that goes away leaves its last data, stale', async () => {
    const { api, hub } = await ready();
    api.script = (_request, response) => response.socket?.resetAndDestroy();
    api.breakAll();
    await until(() => hub.status.phase === 'stale');
    expect(hub.status.said).toBe('closed the connection');
    expect(hub.state.nodes.objectByKey.has('n1')).toBe(true);
  });

  test('--kubernetes-version decides whatever the server answers, and is said to', async () => {
    const { hub } = await ready({ version: { major: 1, minor: 37, patch: 0 } });
    expect(hub.cluster()?.version).toEqual({ major: 1, minor: 37, patch: 0 });
    await until(() => hub.info.versionOverridden);
    expect(hub.info.versionText).toBe('v1.30.2-gke.100');
  });

  test('a server that tells no version is taken to be as old as its newest kubelet', async () => {
    const { hub } = await rig({}, (answers) => {
      answers.set('/version', (_request, response) => sendJson(response, {}, 403));
    });
    await until(() => hub.ready && hub.status.phase === 'live');
    expect(hub.cluster()?.version).toEqual({ major: 1, minor: 30, patch: 2 });
  });

  test('-n reads the Services and slices of one namespace only', async () => {
    const { api, hub } = await rig({ namespace: 'shop' }, (answers) => {
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
