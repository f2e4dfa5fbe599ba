import type { ServerResponse } from 'node:http';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { type ClusterWatchOptions, createClusterWatch } from '#lib/server/kube/cluster-watch.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import {
  listOf,
  nodeJson,
  type ScriptedApi,
  type ScriptedRequest,
  sendJson,
  startScriptedApi,
  until,
} from '#lib/server/kube/scripted-api.test-support.ts';

export interface Rig {
  readonly api: ScriptedApi;
  readonly hub: Hub;
  readonly clock: FakeClock;
  readonly watches: { readonly path: string; readonly response: ServerResponse; closed: boolean }[];
  /** Answers of the API server by path, which a test may replace. */
  readonly answers: Map<string, (request: ScriptedRequest, response: ServerResponse) => void>;
}

const ends: (() => unknown)[] = [];

/** For `afterEach`. */
export async function endClusterRigs(): Promise<void> {
  for (const end of ends.splice(0)) await end();
}

export const SERVICE = {
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
export const SLICE = {
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
export const NODE = { ...(nodeJson('n1', '2') as { metadata: { labels: object } }) };
NODE.metadata.labels = { ...NODE.metadata.labels, disk: 'ssd' };

/** A hub over a scripted API server with one node, Service, slice and pod; watches stay open and silent. */
export async function clusterRig(
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
  const client = createKubeClient(api.config, clock);
  const watch = createClusterWatch({ client, clock, random: () => 0, gateOverrides: [], ...options });
  const { status } = hubOptions();
  const hub = createHub(
    hubOptions({
      clock,
      podSource: watch.podSource,
      ...(watch.autoscalerSource !== undefined && { autoscalerSource: watch.autoscalerSource }),
      status: { ...status, phase: 'connecting', address: client.address },
    }),
  );
  ends.push(watch.start(hub), hub.close, api.close);
  return { api, hub, clock, watches, answers };
}

/** The same, once it is live. */
export async function liveCluster(options?: Partial<ClusterWatchOptions>): Promise<Rig> {
  const made = await clusterRig(options);
  await until(() => made.hub.ready && made.hub.status.phase === 'live' && made.watches.length >= 3, 'the first lists');
  return made;
}
