import { afterEach, describe, expect, test } from 'vitest';
import { endRigs, listCount, rig, rigOn, watchesOf, watching } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';
import { startTruthApi } from '#lib/server/kube/truth-api.test-support.ts';

afterEach(endRigs);

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

  test('begins with a streaming list where there is one, shows nothing half, and needs no second request', async () => {
    const truth = await startTruthApi();
    truth.put('n1', 'a');
    truth.put('n2', 'b');
    const { api, zoneByName, healths, counts } = rigOn(truth.api);
    await until(() => healths.at(-1)?.kind === 'live');
    expect([...zoneByName]).toEqual([
      ['n1', 'a'],
      ['n2', 'b'],
    ]);
    expect(counts.replaced).toBe(1);
    truth.remove('n1');
    await until(() => !zoneByName.has('n1'));
    expect(api.requests).toHaveLength(1);
    expect(Object.fromEntries(api.requests[0]?.query ?? [])).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '300',
    });
  });

  test('a streaming list is resumed after its last place, not after the versions of its first objects', async () => {
    const truth = await startTruthApi();
    truth.put('n1', 'a');
    truth.put('n2', 'a');
    truth.remove('n2');
    const { api, clock, healths } = rigOn(truth.api);
    await until(() => healths.at(-1)?.kind === 'live');
    clock.advance(5_000);
    for (const { response } of truth.watches) response.end();
    await until(() => watchesOf(api).length === 2);
    expect(watchesOf(api)).toEqual([null, '103']);
  });

  test('a streaming list that never tells its end, as from a server that does not know it, gives way to a list', async () => {
    const { api } = await watching();
    api.streams = true;
    const made = rigOn(api);
    await until(() => watchesOf(api).includes(null));
    await turnUntil(made.clock, 20, () => made.healths.at(-1)?.kind === 'live');
    expect(made.zoneByName.has('n1')).toBe(true);
    expect(made.healths.some((health) => health.kind === 'failing')).toBe(false);
  });
});
