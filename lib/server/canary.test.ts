import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { UNASKED_VIEWER } from '#lib/server/auth/sight.ts';
import { boot } from '#lib/server/boot.ts';
import { CANARY, CANARY_OBJECTS, CANARY_TOKEN } from '#lib/server/canary-objects.test-support.ts';
import { until } from '#lib/server/kube/scripted-api.test-support.ts';
import { createLog } from '#lib/server/log/log.ts';
import { kubeconfigFor, type ObjectsApi, startObjectsApi } from '#lib/server/objects-api.test-support.ts';
import type { Booted } from '#lib/server/shown.ts';
import { parseStartOptions } from '#lib/server/start-options.ts';
import { handleStream } from '#lib/server/stream/handle-stream.ts';

let folder: string;
let api: ObjectsApi;
let booted: Booted;
let logged: string[];

async function watchCanaries(args: readonly string[] = []): Promise<void> {
  logged = [];
  folder = mkdtempSync(join(tmpdir(), 'zonescope-canary-'));
  api = await startObjectsApi(CANARY_OBJECTS, { gitCommit: CANARY, buildDate: CANARY, platform: CANARY });
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfigFor(api.url, CANARY_TOKEN));
  const log = createLog({ level: 'debug', write: (line) => logged.push(line) });
  booted = await boot({ options: parseStartOptions(['--kubeconfig', file, ...args]), build: 'b1', log });
  const { hub } = booted.running;
  await until(() => hub.ready && hub.status.phase === 'live', 'the watch');
}

afterEach(async () => {
  await booted.running.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

/** Until it holds the pods, or what comes after them. */
async function readStream(last = '"containers":[{'): Promise<string> {
  const request = new Request('http://localhost/api/stream?service=default/web&clients=default/web');
  const reader = handleStream(request, booted.running, UNASKED_VIEWER)
    .body?.pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  while (reader !== undefined && !text.includes(last)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return text;
}

/** Maps are looked into; nothing that hangs on an object escapes. */
function dump(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (item instanceof Map ? [...item] : item));
}

describe('with a canary in every field that is not kept', () => {
  test('promise 07: neither what is held in memory nor the stream nor the log has one', async () => {
    await watchCanaries(['--watch-hpa']);
    const { hub } = booted.running;
    const stream = await readStream('"minReplicas":3');
    const { nodes, services, slices } = hub.state;
    const held = dump([
      nodes.objectByKey,
      services.objectByKey,
      slices.objectByKey,
      hub.cluster(),
      hub.info,
      hub.status,
    ]);
    // What is kept is there: an empty answer would hold no canary either.
    for (const kept of ['node-1', '10.96.0.7', '10.0.0.7', 'registry.example/web:v1', 'zone-a', 'web-scaler']) {
      expect(held).toContain(kept);
      expect(stream).toContain(kept);
    }
    expect(logged.length).toBeGreaterThan(0);
    for (const [name, text] of Object.entries({ held, stream, log: logged.join('') })) {
      expect(around(text), name).toBe('');
    }
  });

  test('promise 05: an API server sees GET of lists and watches of the four kinds and of the version, and nothing else', async () => {
    await watchCanaries();
    await readStream();
    expect(api.strange).toEqual([]);
    expect(new Set(api.requests.map(({ path }) => path))).toEqual(
      new Set([
        '/version',
        '/api/v1/nodes',
        '/api/v1/services',
        '/apis/discovery.k8s.io/v1/endpointslices',
        '/api/v1/namespaces/default/pods',
      ]),
    );
  });

  test('promise 05: with --watch-hpa it sees lists and watches of horizontalpodautoscalers, too, and nothing else', async () => {
    await watchCanaries(['--watch-hpa']);
    await readStream('"minReplicas":3');
    expect(api.strange).toEqual([]);
    expect(new Set(api.requests.map(({ path }) => path))).toEqual(
      new Set([
        '/version',
        '/api/v1/nodes',
        '/api/v1/services',
        '/apis/discovery.k8s.io/v1/endpointslices',
        '/api/v1/namespaces/default/pods',
        '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers',
      ]),
    );
  });

  test('promise 13: the token goes to the API server and nowhere else', async () => {
    await watchCanaries();
    expect(api.requests.every(({ headers }) => headers.authorization === `Bearer ${CANARY_TOKEN}`)).toBe(true);
    expect(dump([booted.running.hub.info, booted.watching, booted.as])).not.toContain(CANARY);
  });
});

/** What stands around the first canary of a text, so that a failure names its field. */
function around(text: string): string {
  const at = text.indexOf(CANARY);
  return at < 0 ? '' : text.slice(Math.max(0, at - 60), at + 40);
}
