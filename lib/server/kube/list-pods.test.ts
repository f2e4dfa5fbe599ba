import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Service } from '#lib/model/service.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { listPods } from '#lib/server/kube/list-pods.ts';
import { type ScriptedApi, sendJson, startScriptedApi } from '#lib/server/kube/scripted-api.test-support.ts';
import { toService } from '#lib/to-model/service.ts';

const PAGES = [
  [pod('shop', 'web-1', { app: 'web', tier: 'front' }), pod('shop', 'web-2', { app: 'web' })],
  [pod('shop', 'db-1', { app: 'db' }), pod('other', 'web-3', { app: 'web', tier: 'front' })],
  [pod('shop', 'web-4', { tier: 'front', app: 'web' }), pod('shop', 'bare', {})],
];
const SERVICES = [
  service('shop', 'web', { app: 'web', tier: 'front' }),
  service('shop', 'db', { app: 'db' }),
  service('shop', 'by-hand', undefined),
];

let api: ScriptedApi;
beforeAll(async () => {
  api = await startScriptedApi(({ path, query }, response) => {
    if (path !== '/api/v1/pods') return sendJson(response, { kind: 'Status', code: 403 }, 403);
    const index = Number(query.get('continue') ?? 0);
    const next = index + 1 < PAGES.length ? { continue: String(index + 1) } : {};
    sendJson(response, { kind: 'PodList', metadata: { resourceVersion: '7', ...next }, items: PAGES[index] });
  });
});
afterAll(() => api.close());

function ask(options: { readonly most?: number; readonly namespace?: string; readonly signal?: AbortSignal } = {}) {
  const client = createKubeClient(() => api.config());
  return listPods({ client, services: SERVICES, most: 100, signal: AbortSignal.timeout(10_000), ...options });
}

test('lists the pods of all pages that some Service selects, by its whole selector and in its namespace', async () => {
  const pods = await ask();
  expect(pods?.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['shop/web-1', 'shop/db-1', 'shop/web-4']);
});

test('gathers no more than it may: beyond that it answers none, and asks for no further page', async () => {
  const before = api.requests.length;
  expect(await ask({ most: 1 })).toBeUndefined();
  expect(api.requests.length - before).toBe(2);
});

test('asks for one namespace where only one is watched, and tells that it may not', async () => {
  await expect(ask({ namespace: 'shop' })).rejects.toMatchObject({ failure: { kind: 'forbidden' } });
  expect(api.requests.at(-1)?.path).toBe('/api/v1/namespaces/shop/pods');
});

test('ends when it is no longer wanted', async () => {
  await expect(ask({ signal: AbortSignal.abort() })).rejects.toThrow();
});

function pod(namespace: string, name: string, labels: Readonly<Record<string, string>>) {
  return { metadata: { namespace, name, uid: name, labels }, spec: {}, status: {} };
}

function service(namespace: string, name: string, selector: Readonly<Record<string, string>> | undefined): Service {
  const read = toService({ metadata: { namespace, name }, spec: { selector, ports: [{ port: 80 }] } });
  if (read === undefined) throw new Error('Cannot read the Service of the test');
  return read;
}
