import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.ts';
import type { Node } from '#lib/model/node.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { createReflector, type Reflector } from '#lib/server/kube/reflector.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import {
  listOf,
  nodeJson,
  type Script,
  type ScriptedApi,
  sendJson,
  sendLine,
  startScriptedApi,
  until,
} from '#lib/server/kube/scripted-api.test-support.ts';
import { toNode } from '#lib/to-model/node.ts';

interface Rig {
  readonly api: ScriptedApi;
  readonly clock: FakeClock;
  readonly reflector: Reflector;
  readonly zoneByName: Map<string, string | undefined>;
  readonly healths: ReflectorHealth[];
  readonly counts: { skipped: number; healed: number; replaced: number };
  /** The watch that is open now. */
  watch(): ServerResponse;
}

const open: Rig[] = [];

afterEach(async () => {
  for (const { reflector, api } of open.splice(0)) {
    reflector.stop();
    await api.close();
  }
});

/** A reflector of Nodes against a scripted API server; without a script of the test's own it lists n1 and holds watches open. */
async function rig(script?: Script): Promise<Rig> {
  const watches: ServerResponse[] = [];
  const usual: Script = (request, response) => {
    if (!request.isWatch) return sendJson(response, listOf('Node', [nodeJson('n1', '9')]));
    watches.push(response);
    response.writeHead(200).flushHeaders();
  };
  const api = await startScriptedApi(script ?? usual);
  const clock = fakeClock(1_000_000);
  const zoneByName = new Map<string, string | undefined>();
  const healths: ReflectorHealth[] = [];
  const counts = { skipped: 0, healed: 0, replaced: 0 };
  const put = (node: Node): void => {
    zoneByName.set(node.name, node.labels['topology.kubernetes.io/zone']);
  };
  const reflector = createReflector<Node>({
    client: createKubeClient(api.config),
    scope: { resource: 'nodes' },
    project: (object) => {
      if (JSON.stringify(object).includes('poison')) throw new TypeError('poison');
      return toNode(object);
    },
    clock,
    random: () => 0,
    sink: {
      replace(nodes) {
        counts.replaced += 1;
        zoneByName.clear();
        for (const node of nodes) put(node);
      },
      upsert: put,
      remove: (node) => zoneByName.delete(node.name),
      health: (health) => healths.push(health),
      skipped: () => {
        counts.skipped += 1;
      },
      healed: (count) => {
        counts.healed += count;
      },
    },
  });
  const made: Rig = {
    api,
    clock,
    reflector,
    zoneByName,
    healths,
    counts,
    watch: () => {
      const last = watches.at(-1);
      if (last === undefined) throw new Error('Cannot find a watch: none is open');
      return last;
    },
  };
  open.push(made);
  reflector.start();
  return made;
}

function watchesOf(api: ScriptedApi): readonly (string | null)[] {
  return api.requests.filter((request) => request.isWatch).map((request) => request.query.get('resourceVersion'));
}

function listCount(api: ScriptedApi): number {
  return api.requests.filter((request) => !request.isWatch).length;
}

async function watching(count = 1): Promise<Rig> {
  const made = await rig();
  await until(() => made.healths.at(-1)?.kind === 'live' && watchesOf(made.api).length === count, 'the watch');
  return made;
}

describe('createReflector', () => {
  test('lists in pages, says how far it is, shows nothing half, and then watches', async () => {
    const { api, zoneByName, healths, counts } = await rig((request, response) => {
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      const token = request.query.get('continue');
      if (token === null)
        return sendJson(
          response,
          listOf('Node', [nodeJson('n1', '1'), nodeJson('n2', '2')], { continue: 't', remainingItemCount: 1 }),
        );
      sendJson(response, listOf('Node', [nodeJson('n3', '3')], { resourceVersion: '10' }));
    });
    await until(() => healths.at(-1)?.kind === 'live');
    expect([...zoneByName.keys()]).toEqual(['n1', 'n2', 'n3']);
    expect(counts.replaced).toBe(1);
    expect(healths).toEqual([
      { kind: 'connecting' },
      { kind: 'listing', done: 2, of: 3 },
      { kind: 'listing', done: 3, of: 3 },
      { kind: 'live' },
    ]);
    const [first, , watch] = api.requests;
    expect(first?.query.get('limit')).toBe('500');
    expect(first?.headers.authorization).toBe('Bearer secret');
    expect(watch?.query.get('resourceVersion')).toBe('10');
    expect(watch?.query.get('allowWatchBookmarks')).toBe('true');
  });

  test('takes events in their order and deletes', async () => {
    const { zoneByName, watch } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '11') });
    sendLine(watch(), { type: 'MODIFIED', object: nodeJson('n2', '12', 'b') });
    sendLine(watch(), { type: 'DELETED', object: nodeJson('n1', '13') });
    await until(() => !zoneByName.has('n1'));
    expect([...zoneByName]).toEqual([['n2', 'b']]);
  });

  test('a watch that the server ends is resumed after the last bookmark, without a list and without a failure', async () => {
    const { api, clock, watch, healths } = await watching();
    sendLine(watch(), { type: 'BOOKMARK', object: { kind: 'Node', metadata: { resourceVersion: '44' } } });
    clock.advance(5_000);
    watch().end();
    await until(() => watchesOf(api).length === 2);
    expect(watchesOf(api)).toEqual(['10', '44']);
    expect(listCount(api)).toBe(1);
    expect(healths.some((health) => health.kind === 'failing')).toBe(false);
  });

  test('a connection reset in the middle of an event throws the half away and resumes before it', async () => {
    const { api, clock, watch, zoneByName, healths } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '11') });
    watch().write(JSON.stringify({ type: 'ADDED', object: nodeJson('n3', '12') }).slice(0, 40));
    await until(() => zoneByName.has('n2'));
    api.breakAll();
    await until(() => healths.at(-1)?.kind === 'failing');
    clock.advance(800);
    await until(() => watchesOf(api).length === 2);
    expect(watchesOf(api)).toEqual(['10', '11']);
    expect(zoneByName.has('n3')).toBe(false);
    expect(listCount(api)).toBe(1);
  });

  for (const [name, line] of [
    ['a line that is not JSON', '{"type":"ADDED","obj'],
    ['a blank line', ''],
    ['a byte order mark', '\uFEFF{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"12"}}}'],
    ['an unknown event type', { type: 'CHANGED', object: nodeJson('n2', '11') }],
    ['410 inside the stream', { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }],
    ['another error inside the stream', { type: 'ERROR', object: { kind: 'Status', code: 500 } }],
  ] as const) {
    test(`${name} ends the watch at once and lists anew`, async () => {
      const { api, watch, counts } = await watching();
      sendLine(watch(), line);
      await until(() => watchesOf(api).length === 2);
      expect(listCount(api)).toBe(2);
      expect(counts.replaced).toBe(2);
    });
  }

  test('410 as an HTTP status lists anew', async () => {
    let watches = 0;
    const { api } = await rig((request, response) => {
      if (!request.isWatch) return sendJson(response, listOf('Node', []));
      watches += 1;
      if (watches === 1) return sendJson(response, { kind: 'Status', code: 410 }, 410);
      response.writeHead(200).flushHeaders();
    });
    await until(() => watchesOf(api).length === 2);
    expect(listCount(api)).toBe(2);
  });

  for (const [name, object] of [
    ['without metadata', { kind: 'Node' }],
    ['without a name', { kind: 'Node', metadata: { resourceVersion: '50' } }],
    ['without a resource version', { kind: 'Node', metadata: { name: 'x' } }],
    ['of another kind', { kind: 'Status', metadata: { name: 'x', resourceVersion: '50' } }],
    ['that is no object', 'x'],
  ] as const) {
    test(`an object ${name} is counted and skipped, and the place in the stream is kept`, async () => {
      const { api, clock, watch, zoneByName, counts } = await watching();
      sendLine(watch(), { type: 'ADDED', object });
      await until(() => counts.skipped === 1);
      clock.advance(5_000);
      watch().end();
      await until(() => watchesOf(api).length === 2);
      expect(watchesOf(api)).toEqual(['10', '10']);
      sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '11') });
      await until(() => zoneByName.has('n2'));
    });
  }

  test('an object that the projection chokes on costs itself only', async () => {
    const { watch, zoneByName, counts } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('poison', '11') });
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '12') });
    await until(() => zoneByName.has('n2'));
    expect(counts.skipped).toBe(1);
  });

  test('a list that is none is a failure, not an empty cluster', async () => {
    const { healths, counts } = await rig((_request, response) => sendJson(response, { kind: 'Status', items: null }));
    await until(() => healths.at(-1)?.kind === 'failing');
    expect(counts.replaced).toBe(0);
  });

  test('a list whose items are null is an empty one', async () => {
    const { healths, zoneByName } = await rig((request, response) => {
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      sendJson(response, { kind: 'NodeList', metadata: { resourceVersion: '1' }, items: null });
    });
    await until(() => healths.at(-1)?.kind === 'live');
    expect(zoneByName.size).toBe(0);
  });

  test('403 is told as such, and tried again slowly', async () => {
    const { api, clock, healths } = await rig((_request, response) => sendJson(response, { kind: 'Status' }, 403));
    await until(() => healths.at(-1)?.kind === 'failing');
    expect(healths.at(-1)).toMatchObject({ verb: 'list', failure: { kind: 'forbidden' } });
    clock.advance(29_000);
    expect(api.requests).toHaveLength(1);
    clock.advance(1_000);
    await until(() => api.requests.length === 2);
  });

  test('401 loads the credentials again and goes on with the new ones', async () => {
    let token = 'old';
    const api = await startScriptedApi((request, response) => {
      if (request.headers.authorization !== 'Bearer new') return sendJson(response, {}, 401);
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      sendJson(response, listOf('Node', []));
    });
    const healths: string[] = [];
    const reflector = createReflector<Node>({
      client: createKubeClient(() => {
        const config = api.config();
        config.users = [{ name: 'tester', token }];
        token = 'new';
        return config;
      }),
      scope: { resource: 'nodes' },
      project: toNode,
      clock: fakeClock(0),
      random: () => 0,
      sink: {
        replace: () => undefined,
        upsert: () => undefined,
        remove: () => undefined,
        skipped: () => undefined,
        healed: () => undefined,
        health: (health) => healths.push(health.kind),
      },
    });
    reflector.start();
    await until(() => healths.at(-1) === 'live');
    reflector.stop();
    await api.close();
  });

  test('asked to list anew it does, and the watch before it is closed', async () => {
    const { api, reflector, watch } = await watching();
    const before = watch();
    let closed = false;
    before.on('close', () => {
      closed = true;
    });
    reflector.relist();
    await until(() => watchesOf(api).length === 2 && closed);
    expect(listCount(api)).toBe(2);
  });

  test('stopped, it closes its connection and takes nothing more', async () => {
    const { api, reflector, watch, zoneByName } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('late', '11') });
    reflector.stop();
    await until(() => api.openCount === 0);
    expect(zoneByName.has('late')).toBe(false);
  });

  test('a server that is not there is a failure in words, and found again when it is', async () => {
    const made = await watching();
    const { api, clock, healths } = made;
    api.script = (_request, response) => response.socket?.resetAndDestroy();
    api.breakAll();
    await until(() => healths.at(-1)?.kind === 'failing');
    expect(healths.at(-1)).toMatchObject({ failure: { kind: 'unanswered', said: 'closed the connection' } });
    api.script = (_request, response) => void response.writeHead(200).flushHeaders();
    clock.advance(800);
    await until(() => healths.at(-1)?.kind === 'live');
  });
});
