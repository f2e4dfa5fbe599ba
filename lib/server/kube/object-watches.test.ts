import { afterEach, expect, test } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { createObjectWatches, type ObjectsState } from '#lib/server/kube/object-watches.ts';
import {
  listOf,
  type ScriptedApi,
  sendJson,
  startScriptedApi,
  until,
} from '#lib/server/kube/scripted-api.test-support.ts';
import { toPod } from '#lib/to-model/pod.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function statesOf(script: ScriptedApi['script'], last: ObjectsState): Promise<readonly ObjectsState[]> {
  const api = await startScriptedApi(script);
  const watches = createObjectWatches({
    client: createKubeClient(api.config),
    clock: fakeClock(0),
    random: () => 0,
    resource: 'pods',
    project: toPod,
  });
  const states: ObjectsState[] = [];
  const sink = {
    replace: () => undefined,
    upsert: () => undefined,
    remove: () => undefined,
    state: (state: ObjectsState) => states.push(state),
  };
  const release = watches.watch({ namespace: 'shop', matchLabels: { app: 'web' } }, sink);
  ends.push(release, api.close);
  await until(() => states.at(-1) === last);
  expect(watches.count).toBe(1);
  release();
  expect(watches.count).toBe(0);
  return states;
}

test('pods are loading until their first list is complete', async () => {
  const states = await statesOf((request, response) => {
    if (request.isWatch) response.writeHead(200).flushHeaders();
    else sendJson(response, listOf('Pod', []));
  }, 'watched');
  expect(states[0]).toBe('loading');
});

test('pods that may not be listed are forbidden', async () => {
  await statesOf((_request, response) => sendJson(response, {}, 403), 'forbidden');
});

test('pods of a server that does not answer have failed', async () => {
  await statesOf((_request, response) => sendJson(response, {}, 500), 'failed');
});
