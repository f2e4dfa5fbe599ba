import { createKubeClient, type KubeClient } from '#lib/server/kube/kube-client.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import { resolveSource } from '#lib/server/kube/resolve-source.ts';
import { KIND_BY_RESOURCE, resourcePath, type WatchedResource } from '#lib/server/kube/watched-resource.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

const RESOURCES: readonly WatchedResource[] = ['nodes', 'services', 'endpointslices', 'pods'];
const PAGE = 500;
const IDLE_MILLIS = 30_000;

export interface ListedCluster {
  /** The same form as a cluster in a file: a Kubernetes List. */
  readonly list: Json;
  /** `gitVersion` of `/version`. */
  readonly version: string;
}

/**
 * Everything of a live cluster that a question may need, listed once with the rights of the kubeconfig.
 *
 * @throws Error in one sentence with the address and what it answered.
 */
export async function listCluster(options: {
  kubeconfig?: string;
  context?: string;
  watchHpa?: boolean;
}): Promise<ListedCluster> {
  const source = resolveSource(options);
  if (source.kind === 'demo') {
    throw new Error(
      'Cannot answer: there is no kubeconfig; name one with --kubeconfig, or a cluster in a file with -f',
    );
  }
  const client = createKubeClient(source.load);
  try {
    const version = text((await get(client, '/version'))['gitVersion']);
    const items: unknown[] = [];
    const resources = options.watchHpa === true ? [...RESOURCES, 'horizontalpodautoscalers' as const] : RESOURCES;
    for (const resource of resources) {
      items.push(...(await listAll(client, KIND_BY_RESOURCE[resource], resourcePath({ resource }))));
    }
    return { list: { kind: 'List', items }, version };
  } catch (error) {
    throw new Error(`Cannot list ${client.address}: it ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Items of a list name no kind of their own. */
async function listAll(client: KubeClient, kind: string, path: string): Promise<readonly Json[]> {
  const items: Json[] = [];
  let token = '';
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(token !== '' && { continue: token }) });
    const page = await get(client, `${path}?${query}`);
    items.push(...list(page['items']).map((item) => ({ ...record(item), kind })));
    token = text(record(page['metadata'])['continue']);
  } while (token !== '');
  return items;
}

async function get(client: KubeClient, path: string): Promise<Json> {
  const { signal } = new AbortController();
  return readJson(await client.open(path, { signal, idleMillis: () => IDLE_MILLIS }));
}
