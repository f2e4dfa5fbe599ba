import { readFileSync } from 'node:fs';
import { hasKubectl, kubectl } from './kubectl.ts';
import type { ZonescopeProcess } from './start-zonescope.ts';

/** The tutorial's commands against the embedded cluster: the real kubectl, or the same requests where there is none. */
export interface ClusterCommands {
  run(args: readonly string[]): Promise<void>;
  /** `kubectl edit` with an editor that does the change. */
  edit(args: readonly string[], editor: string): Promise<void>;
  /** `kubectl create -f -`, of a cluster-wide core object. */
  create(object: { readonly kind: string } & Readonly<Record<string, unknown>>): Promise<void>;
  /** A merge patch straight to the API server, for measuring; resolves with the wall-clock time at which it was sent. */
  patchNode(name: string, patch: unknown): Promise<number>;
}

export async function clusterCommands(zonescope: ZonescopeProcess): Promise<ClusterCommands> {
  const { kubeconfig } = zonescope;
  if (kubeconfig === undefined) throw new Error('Cannot drive the cluster: Zonescope printed no kubeconfig');
  const server = /server: (\S+)/.exec(readFileSync(kubeconfig, 'utf8'))?.[1];
  if (server === undefined) throw new Error(`Cannot drive the cluster: ${kubeconfig} names no server`);
  const patchNode = async (name: string, body: unknown): Promise<number> => {
    const sentAt = Date.now();
    await send(server, [{ method: 'PATCH', path: `/api/v1/nodes/${name}`, body }]);
    return sentAt;
  };
  if (hasKubectl) {
    return {
      patchNode,
      run: async (args) => void (await kubectl(kubeconfig, args)),
      edit: async (args, editor) => void (await kubectl(kubeconfig, args, { environment: { KUBE_EDITOR: editor } })),
      create: async (object) =>
        void (await kubectl(kubeconfig, ['create', '-f', '-'], { input: JSON.stringify(object) })),
    };
  }
  return {
    patchNode,
    run: (args) => send(server, requestsOf(args)),
    edit: (args) => send(server, requestsOf(args)),
    create: (object) => send(server, [{ method: 'POST', path: `/api/v1/${object.kind.toLowerCase()}s`, body: object }]),
  };
}

/** The requests that kubectl makes for the few commands that the tests use. */
async function send(server: string, requests: readonly Request[]): Promise<void> {
  for (const { method, path, body } of requests) {
    const response = await fetch(`${server}${path}`, {
      method,
      headers: { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
}

interface Request {
  readonly method: 'PATCH' | 'DELETE' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

function requestsOf(args: readonly string[]): readonly Request[] {
  const words = args[0] === '-n' ? args.slice(2) : args;
  const namespace = args[0] === '-n' ? (args[1] ?? '') : 'default';
  const [verb, kind, ...rest] = words;
  const pairs = (items: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(items.filter((item) => item.includes('=')).map((item) => item.split('=') as [string, string]));
  const names = rest.filter((item) => !item.includes('='));
  if (verb === 'label' && kind === 'node') {
    const body = { metadata: { labels: pairs(rest) } };
    return names.map((name) => ({ method: 'PATCH', path: `/api/v1/nodes/${name}`, body }));
  }
  const service = `/api/v1/namespaces/${namespace}/services/${names[0]}`;
  if (verb === 'annotate')
    return [{ method: 'PATCH', path: service, body: { metadata: { annotations: pairs(rest) } } }];
  if (verb === 'edit') {
    const annotations = { 'service.kubernetes.io/topology-aware-hints': 'auto' };
    return [{ method: 'PATCH', path: service, body: { metadata: { annotations } } }];
  }
  if (verb === 'scale') {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${names[0]}/scale`;
    return [{ method: 'PATCH', path, body: { spec: { replicas: Number(pairs(rest)['--replicas']) } } }];
  }
  throw new Error(
    `Cannot make the requests of kubectl ${args.join(' ')}: only label, annotate, edit and scale are known`,
  );
}
