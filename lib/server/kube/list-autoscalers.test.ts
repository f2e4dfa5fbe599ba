import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { listAutoscalers } from '#lib/server/kube/list-autoscalers.ts';
import { type ScriptedApi, sendJson, startScriptedApi } from '#lib/server/kube/scripted-api.test-support.ts';

const item = (name: string) => ({
  metadata: { name, namespace: 'shop', resourceVersion: '1' },
  spec: { maxReplicas: 3 },
});

let api: ScriptedApi;
beforeAll(async () => {
  api = await startScriptedApi(({ path, query }, response) => {
    if (path !== '/apis/autoscaling/v1/horizontalpodautoscalers') return sendJson(response, {}, 403);
    const isFirst = query.get('continue') === null;
    const metadata = { resourceVersion: '7', ...(isFirst && { continue: 'more' }) };
    const items = isFirst ? [item('web'), { metadata: {} }] : [item('db')];
    sendJson(response, { kind: 'HorizontalPodAutoscalerList', metadata, items });
  });
});
afterAll(() => api.close());

function ask(namespace?: string) {
  const client = createKubeClient(() => api.config());
  return listAutoscalers({
    client,
    signal: AbortSignal.timeout(10_000),
    ...(namespace !== undefined && { namespace }),
  });
}

test('lists the autoscalers of all pages, without those that are none', async () => {
  expect((await ask()).map(({ name }) => name)).toEqual(['web', 'db']);
});

test('asks for one namespace where only one is watched, and tells that it may not', async () => {
  await expect(ask('shop')).rejects.toMatchObject({ failure: { kind: 'forbidden' } });
  expect(api.requests.at(-1)?.path).toBe('/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers');
});
