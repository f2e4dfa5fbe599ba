import { afterEach, describe, expect, test } from 'vitest';
import { createKubeClient, type KubeClient } from '#lib/server/kube/kube-client.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import { type ScriptedApi, sendJson, startScriptedApi, until } from '#lib/server/kube/scripted-api.test-support.ts';

const apis: ScriptedApi[] = [];
afterEach(async () => {
  for (const api of apis.splice(0)) await api.close();
});

async function rig(script: ScriptedApi['script']): Promise<{ readonly api: ScriptedApi; readonly client: KubeClient }> {
  const api = await startScriptedApi(script);
  apis.push(api);
  return { api, client: createKubeClient(api.config) };
}

const PATIENT = { signal: new AbortController().signal, idleMillis: () => 5_000 };

describe('createKubeClient', () => {
  test('sends the credentials and nothing that writes, below the path of the address', async () => {
    const { api } = await rig((_request, response) => sendJson(response, { ok: true }));
    const client = createKubeClient(() => {
      const config = api.config();
      config.clusters = config.clusters.map((cluster) => ({ ...cluster, server: `${api.url}/k8s/clusters/c-1/` }));
      return config;
    });
    expect(await readJson(await client.open('/version', PATIENT))).toEqual({ ok: true });
    expect(api.requests.map((request) => request.path)).toEqual(['/k8s/clusters/c-1/version']);
    expect(api.requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(client.address).toBe(api.url);
  });

  for (const [status, kind] of [
    [403, 'forbidden'],
    [500, 'unanswered'],
    [302, 'unanswered'],
  ] as const) {
    test(`${status} is an error, and its body is not read into it`, async () => {
      const { client } = await rig((_request, response) => sendJson(response, { message: 'SECRET' }, status));
      await expect(client.open('/x', PATIENT)).rejects.toMatchObject({ failure: { kind } });
      await expect(client.open('/x', PATIENT)).rejects.not.toThrow(/SECRET/);
    });
  }

  test('a server that takes the request and says nothing is given up', async () => {
    const { client } = await rig(() => undefined);
    await expect(client.open('/x', { ...PATIENT, answerMillis: 50 })).rejects.toMatchObject({
      failure: { kind: 'unanswered', said: 'does not answer' },
    });
  });

  test('a server that falls silent within its answer is given up', async () => {
    const { client } = await rig((_request, response) => void response.writeHead(200).write('{'));
    const body = await client.open('/x', { ...PATIENT, idleMillis: () => 50 });
    await expect(readJson(body)).rejects.toMatchObject({ failure: { kind: 'silent' } });
  });

  test('abort closes the connection', async () => {
    const { api, client } = await rig((_request, response) => void response.writeHead(200).flushHeaders());
    const aborted = new AbortController();
    const body = await client.open('/x', { ...PATIENT, signal: aborted.signal });
    const read = readJson(body).catch(() => 'aborted');
    aborted.abort();
    expect(await read).toBe('aborted');
    await until(() => api.openCount === 0);
  });

  test('credentials that cannot be had are told without what the plugin said', async () => {
    const { api } = await rig((_request, response) => sendJson(response, {}));
    const client = createKubeClient(() => {
      const config = api.config();
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', 'console.error("SECRET"); process.exit(1)'],
      };
      config.users = [{ name: 'tester', exec }];
      return config;
    });
    const error = await client.open('/x', PATIENT).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('its credential plugin');
    expect(String(error)).not.toContain('SECRET');
    expect(api.requests).toHaveLength(0);
  });
});
