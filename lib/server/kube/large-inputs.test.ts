import { afterEach, describe, expect, test } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { createReflector } from '#lib/server/kube/reflector.ts';
import { listOf, sendJson, startScriptedApi, until } from '#lib/server/kube/scripted-api.test-support.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Reads these slices as the server does, into what the hub holds. */
async function read(slices: readonly unknown[]): Promise<ReturnType<typeof createClusterState>> {
  const api = await startScriptedApi((request, response) => {
    if (request.isWatch) response.writeHead(200).flushHeaders();
    else sendJson(response, listOf('EndpointSlice', slices));
  });
  const state = createClusterState(() => undefined);
  let live = false;
  const clock = fakeClock(0);
  const reflector = createReflector<EndpointSlice>({
    client: createKubeClient(api.config, clock),
    scope: { resource: 'endpointslices' },
    project: toEndpointSlice,
    clock,
    random: () => 0,
    sink: {
      ...state.slices,
      health: ({ kind }) => {
        live = kind === 'live';
      },
      skipped: () => undefined,
      healed: () => undefined,
    },
  });
  ends.push(reflector.stop, api.close);
  reflector.start();
  await until(() => live, 'the list');
  return state;
}

function sliceJson(name: string, service: string | undefined, count: number): unknown {
  return {
    kind: 'EndpointSlice',
    metadata: {
      name,
      namespace: 'shop',
      resourceVersion: '1',
      ...(service !== undefined && { labels: { 'kubernetes.io/service-name': service } }),
    },
    addressType: 'IPv4',
    endpoints: Array.from({ length: count }, (_, at) => ({ addresses: [`10.0.${Math.floor(at / 250)}.${at % 250}`] })),
  };
}

function endpointCount(slices: readonly EndpointSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.endpoints.length, 0);
}

describe('bad input 09: a slice without a Service', () => {
  test('is kept, belongs to none, and is joined when its Service comes', async () => {
    const { slices, slicesOf, takeDirtyServices } = await read([
      sliceJson('orphan', undefined, 1),
      sliceJson('early', 'web', 2),
    ]);
    expect(slices.objectByKey.size).toBe(2);
    expect(slicesOf('shop/web').map(({ name }) => name)).toEqual(['early']);
    expect(slicesOf('shop/other')).toEqual([]);
    expect(takeDirtyServices().has('shop/web')).toBe(true);
  });
});

describe('bad input 18: the largest clusters', () => {
  test('1,000 endpoints in one slice and 5,000 in one Service', async () => {
    const { slicesOf } = await read(Array.from({ length: 5 }, (_, at) => sliceJson(`big-${at}`, 'big', 1_000)));
    expect(endpointCount(slicesOf('shop/big'))).toBe(5_000);
  });

  test('100,000 endpoints in the cluster', async () => {
    const slices = Array.from({ length: 1_000 }, (_, at) => sliceJson(`s-${at}`, `web-${at % 250}`, 100));
    const state = await read(slices);
    expect(endpointCount([...state.slices.objectByKey.values()])).toBe(100_000);
    expect(endpointCount(state.slicesOf('shop/web-7'))).toBe(400);
  });
});
