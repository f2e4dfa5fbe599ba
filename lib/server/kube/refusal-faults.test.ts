import { afterEach, describe, expect, test } from 'vitest';
import { breakWatches, fullReads, live } from '#lib/server/kube/live-rig.test-support.ts';
import { endRigs, rig, watchesOf } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';

afterEach(endRigs);

describe('fault 11: 429 with Retry-After is waited out', () => {
  test('the place is kept, and nothing is listed', async () => {
    const { truth, api, clock, zoneByName, healths } = await live();
    truth.interfere = (_request, response) => {
      response.setHeader('retry-after', '7');
      sendJson(response, { kind: 'Status', code: 429 }, 429);
      return true;
    };
    breakWatches(truth);
    await until(() => healths.at(-1)?.kind === 'failing');
    clock.advance(800);
    await until(() => api.requests.length === 2);
    await until(() => healths.filter(({ kind }) => kind === 'failing').length === 2);
    truth.interfere = () => false;
    truth.put('n3', 'c');
    clock.advance(6_999);
    expect(api.requests).toHaveLength(2);
    clock.advance(1);
    await until(() => zoneByName.has('n3'));
    expect(fullReads(truth)).toBe(1);
    expect(watchesOf(api)).toEqual([null, '102', '102']);
  });
});

describe('fault 12: a server that is away for 10 minutes', () => {
  for (const status of [500, 502, 503]) {
    test(`answering ${status}: asked ever more rarely, what was known stays, and it is found within 60 s`, async () => {
      const { truth, api, clock, zoneByName, healths } = await live();
      truth.interfere = (_request, response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>SECRET</h1>');
        return true;
      };
      breakWatches(truth);
      await until(() => healths.at(-1)?.kind === 'failing');
      const asked = await away(clock, () => api.requests.length);
      expect(asked).toBeLessThanOrEqual(30);
      expect(healths.at(-1)).toMatchObject({ failure: { kind: 'unanswered', said: `answers ${status}` } });
      expect([...zoneByName.keys()]).toEqual(['n1', 'n2']);
      truth.interfere = () => false;
      truth.remove('n1');
      await turnUntil(clock, 60, () => !zoneByName.has('n1'));
      expect(healths.at(-1)?.kind).toBe('live');
    });
  }

  test('refusing connections: the same, and it says so', async () => {
    const { truth, api, clock, zoneByName, healths } = await live();
    await api.stopListening();
    await until(() => healths.at(-1)?.kind === 'failing');
    await away(clock, () => api.requests.length);
    await until(() => JSON.stringify(healths.at(-1)).includes('refuses the connection'));
    expect([...zoneByName.keys()]).toEqual(['n1', 'n2']);
    await api.listenAgain();
    truth.remove('n1');
    await turnUntil(clock, 60, () => !zoneByName.has('n1'));
  });

  /** Ten minutes; how many requests were made in them. */
  async function away(clock: { advance(millis: number): void }, requests: () => number): Promise<number> {
    const before = requests();
    for (let elapsed = 0; elapsed < 600_000; elapsed += 2_000) {
      clock.advance(2_000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return requests() - before;
  }
});

describe('fault 15: 403 on one kind', () => {
  test('is told as the right that is missing, and asked again slowly', async () => {
    const { api, clock, healths } = await rig((_request, response) => sendJson(response, { kind: 'Status' }, 403));
    await until(() => healths.at(-1)?.kind === 'failing');
    expect(healths.at(-1)).toMatchObject({ verb: 'list', failure: { kind: 'forbidden' } });
    await turnUntil(clock, 600, () => clock.now() >= 1_600_000);
    const perMinute = api.requests.length / 10;
    expect(perMinute).toBeLessThanOrEqual(3);
    expect(perMinute).toBeGreaterThanOrEqual(1);
  });

  test('for watching alone still shows what can be listed', async () => {
    const { zoneByName, healths } = await rig((request, response) => {
      if (request.isWatch) return sendJson(response, { kind: 'Status' }, 403);
      sendJson(response, listOf('Node', [nodeJson('n1', '9')]));
    });
    await until(() => healths.at(-1)?.kind === 'failing');
    expect(healths.at(-1)).toMatchObject({ verb: 'watch', failure: { kind: 'forbidden' } });
    expect(zoneByName.has('n1')).toBe(true);
  });
});
