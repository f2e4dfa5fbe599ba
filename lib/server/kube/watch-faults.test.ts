import { afterEach, describe, expect, test } from 'vitest';
import { startDumbProxy } from '#lib/server/kube/dumb-proxy.test-support.ts';
import { fullReads, live } from '#lib/server/kube/live-rig.test-support.ts';
import { endRigs, listCount, rig, rigOn, watchesOf, watching } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, until } from '#lib/server/kube/scripted-api.test-support.ts';
import { startTruthApi, type TruthApi } from '#lib/server/kube/truth-api.test-support.ts';

afterEach(endRigs);

describe('fault 01: a watch that the server closes is resumed where it was', () => {
  test('after any 1 to 20 s, at once, without a list, without a failure and without a gap', async () => {
    const { truth, api, clock, zoneByName, healths } = await live();
    for (let close = 1; close <= 20; close += 1) {
      clock.advance(close * 1_000);
      const [open] = truth.watches;
      open?.response.end();
      truth.put(`late-${close}`, 'a');
      await until(() => zoneByName.has(`late-${close}`));
    }
    expect(fullReads(truth)).toBe(1);
    expect(listCount(api)).toBe(0);
    expect(healths.some(({ kind }) => kind === 'failing')).toBe(false);
  });

  test('after the last bookmark, when no event came since', async () => {
    const { api, clock, watch, healths } = await watching();
    sendLine(watch(), { type: 'BOOKMARK', object: { kind: 'Node', metadata: { resourceVersion: '44' } } });
    clock.advance(5_000);
    watch().end();
    await until(() => watchesOf(api).length === 2);
    expect(watchesOf(api)).toEqual(['10', '44']);
    expect(healths.some((health) => health.kind === 'failing')).toBe(false);
  });
});

describe('fault 02: a reset in the middle of an event throws the half away and resumes before it', () => {
  test('at every byte of the event', async () => {
    const line = JSON.stringify({ type: 'ADDED', object: nodeJson('n2', '11') });
    let sent = 0;
    const made = await rig((request, response) => {
      if (!request.isWatch) return sendJson(response, listOf('Node', [nodeJson('n1', '9')]));
      response.writeHead(200).flushHeaders();
      if (sent > line.length) return;
      const reset = (): void => void setImmediate(() => response.socket?.resetAndDestroy());
      if (sent === 0) reset();
      else response.write(line.slice(0, sent), reset);
      sent += 1;
    });
    const { api, clock, zoneByName } = made;
    for (let offset = 0; offset <= line.length; offset += 1) {
      await until(() => made.healths.filter(({ kind }) => kind === 'failing').length === offset + 1);
      expect(zoneByName.has('n2')).toBe(false);
      clock.advance(30_000);
    }
    await until(() => made.healths.at(-1)?.kind === 'live');
    expect(new Set(watchesOf(api))).toEqual(new Set(['10']));
    expect(listCount(api)).toBe(1);
  });

  test('and what had come whole before it is not asked for again', async () => {
    const { api, clock, watch, zoneByName, healths } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '11') });
    await until(() => zoneByName.has('n2'));
    api.breakAll();
    await until(() => healths.at(-1)?.kind === 'failing');
    clock.advance(800);
    await until(() => watchesOf(api).length === 2);
    expect(watchesOf(api)).toEqual(['10', '11']);
  });
});

describe('fault 04: a connection that is open but mute is found within 90 s', () => {
  test('behind a proxy that has stopped forwarding, and nothing is lost', async () => {
    const truth = await startTruthApi();
    truth.put('n1', 'a');
    const proxy = await startDumbProxy(Number(new URL(truth.api.url).port));
    const behind = rigOn({ ...truth.api, config: () => configAt(truth, proxy.port) });
    await until(() => behind.healths.at(-1)?.kind === 'live');
    proxy.mute();
    truth.put('n2', 'b');
    behind.clock.advance(89_999);
    expect(behind.zoneByName.has('n2')).toBe(false);
    behind.clock.advance(1);
    await until(() => behind.zoneByName.has('n2'));
    expect(fullReads(truth)).toBe(1);
    await proxy.close();
  });

  test('but a server that sends its bookmarks is not mute', async () => {
    const { truth, api, clock } = await live();
    for (let minute = 0; minute < 5; minute += 1) {
      clock.advance(60_000);
      truth.bookmark();
      truth.put(`m-${minute}`, 'a');
      await until(() => truth.watches.size === 1 && api.requests.length === 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(api.requests).toHaveLength(1);
  });
});

describe('fault 18: a clock that jumps', () => {
  test('neither ends a watch nor makes a failure of a clean end', async () => {
    const { truth, api, clock, healths, zoneByName } = await live();
    clock.jump(-86_400_000);
    clock.advance(5_000);
    for (const { response } of truth.watches) response.end();
    truth.put('n3', 'c');
    await until(() => zoneByName.has('n3'));
    clock.jump(86_400_000);
    expect(healths.some(({ kind }) => kind === 'failing')).toBe(false);
    expect(api.requests).toHaveLength(2);
  });
});

describe('fault 20: an object that a handler chokes on costs itself only', () => {
  for (const name of ['poison', 'choke']) {
    test(`in the ${name === 'poison' ? 'projection' : 'sink'}: it is counted and the others go on`, async () => {
      const { truth, zoneByName, counts, clock } = await live();
      truth.put(name, 'a');
      truth.put('n3', 'c');
      await until(() => zoneByName.has('n3'));
      expect(counts.skipped).toBe(1);
      truth.remove(name);
      truth.put('n4', 'c');
      await until(() => zoneByName.has('n4'));
      clock.advance(1_000);
      expect(counts.replaced).toBe(1);
    });
  }
});

function configAt(truth: TruthApi, port: number) {
  const config = truth.api.config();
  config.clusters = config.clusters.map((cluster) => ({ ...cluster, server: `http://127.0.0.1:${port}` }));
  return config;
}
