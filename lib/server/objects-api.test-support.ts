import type { ServerResponse } from 'node:http';
import {
  type ScriptedApi,
  type ScriptedRequest,
  startScriptedApi,
} from '#lib/server/kube/scripted-api.test-support.ts';
import { KIND_BY_RESOURCE, type WatchedResource } from '#lib/server/kube/watched-resource.ts';

export type ObjectsByResource = Readonly<
  Record<Exclude<WatchedResource, 'horizontalpodautoscalers'>, readonly object[]> & {
    horizontalpodautoscalers?: readonly object[];
  }
>;

export interface ObjectsApi extends ScriptedApi {
  /** Requests for anything but the version and lists and watches of what is read. */
  readonly strange: readonly string[];
  /** Tells all who watch the kind. */
  tell(resource: WatchedResource, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: object): void;
}

const VERSION = { major: '1', minor: '34', gitVersion: 'v1.34.2' };
const PATH =
  /^\/(?:api|apis\/discovery\.k8s\.io|apis\/autoscaling)\/v1(?:\/namespaces\/[^/]+)?\/(nodes|services|endpointslices|pods|horizontalpodautoscalers)$/;

/** An API server that holds these objects and no others, with all that `/version` says beside the version. */
export async function startObjectsApi(objects: ObjectsByResource, version: object = {}): Promise<ObjectsApi> {
  const strange: string[] = [];
  const watchersByResource = new Map<WatchedResource, Set<ServerResponse>>();

  function answer(request: ScriptedRequest, response: ServerResponse): void {
    const resource = PATH.exec(request.path)?.[1] as WatchedResource | undefined;
    if (request.path === '/version') send(response, { ...VERSION, ...version });
    else if (resource === undefined) {
      strange.push(request.path);
      response.writeHead(404).end();
    } else if (request.isWatch) watch(resource, request, response);
    else {
      const kind = `${KIND_BY_RESOURCE[resource]}List`;
      send(response, { kind, apiVersion: 'v1', metadata: { resourceVersion: '9' }, items: objects[resource] ?? [] });
    }
  }

  function watch(resource: WatchedResource, request: ScriptedRequest, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    const write = (type: string, object: object): void => {
      response.write(`${JSON.stringify({ type, object })}\n`);
    };
    if (request.query.get('sendInitialEvents') === 'true') {
      for (const object of objects[resource] ?? []) write('ADDED', object);
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      write('BOOKMARK', { kind: KIND_BY_RESOURCE[resource], metadata: { resourceVersion: '9', annotations } });
    }
    const watchers = watchersByResource.get(resource) ?? new Set();
    watchersByResource.set(resource, watchers.add(response));
    response.on('close', () => watchers.delete(response));
  }

  const api = await startScriptedApi(answer);
  return Object.assign(api, {
    strange,
    tell(resource: WatchedResource, type: string, object: object) {
      for (const response of watchersByResource.get(resource) ?? []) {
        response.write(`${JSON.stringify({ type, object })}\n`);
      }
    },
  });
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A kubeconfig for it, with a token of its own. */
export function kubeconfigFor(url: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: url } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'here',
  });
}
