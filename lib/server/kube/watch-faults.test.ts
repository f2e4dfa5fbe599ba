import { afterEach, describe, expect, test } from 'vitest';
import { startDumbProxy } from '#lib/server/kube/dumb-proxy.test-support.ts';
import { IDLE_REFLECTOR, type ReflectorInput, stepReflector } from '#lib/server/kube/reflector-machine.ts';
import { endRigs, listCount, rig, rigOn, watchesOf, watching } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';
import { startTruthApi, type TruthApi } from '#lib/server/kube/truth-api.test-support.ts';

afterEach(endRigs);

/** A reflector that is live against a server that knows n1 and n2. */
async function live() {
  const truth = await startTruthApi();
  truth.put('n1', 'a');
  truth.put('n2', 'b');
  const made = rigOn(truth.api);
  await until(() => made.healths.at(-1)?.kind === 'live', 'the first list');
  return { truth, ...made };
}

function breakWatches(truth: TruthApi): void {
  for (const { response } of truth.watches) response.socket?.resetAndDestroy();
}

/** How often everything was asked for: streaming lists and first pages. */
function fullReads({ api }: TruthApi): number {
  return api.requests.filter(
    ({ query, isWatch }) => query.has('sendInitialEvents') || (!isWatch && !query.has('continue')),
  ).length;
}

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

function configAt(truth: TruthApi, port: number) {
  const config = truth.api.config();
  config.clusters = config.clusters.map((cluster) => ({ ...cluster, server: `http://127.0.0.1:${port}` }));
  return config;
}

describe('fault 05: 410 as an HTTP status reads everything anew, at once', () => {
  test('and shows what was deleted meanwhile', async () => {
    const { truth, zoneByName, clock, counts } = await live();
    clock.advance(5_000);
    for (const { response } of truth.watches) response.end();
    truth.remove('n1');
    truth.put('n3', 'c');
    truth.compact();
    await until(() => zoneByName.has('n3'));
    expect([...zoneByName.keys()].sort()).toEqual(['n2', 'n3']);
    expect(counts.replaced).toBe(2);
  });
});

describe('fault 06: 410 inside the stream is left at once, though the server keeps the socket open', () => {
  for (const code of [410, 504]) {
    test(`ERROR with code ${code}`, async () => {
      const { truth, counts } = await live();
      const [open] = truth.watches;
      if (open !== undefined) sendLine(open.response, { type: 'ERROR', object: { kind: 'Status', code } });
      await until(() => counts.replaced === 2);
      await until(() => open?.response.destroyed === true, 'the end of the old connection');
      expect(truth.watches.size).toBe(1);
    });
  }
});

describe('fault 07: a server that fails without end is asked for everything at most 10 times a minute', () => {
  const failures = {
    'answers 410': { kind: 'gone', said: '' },
    'answers 504': { kind: 'gone', said: '' },
    'sends junk': { kind: 'malformed', said: '' },
    'answers 400': { kind: 'rejected', said: '' },
    'answers 500': { kind: 'unanswered', said: '' },
    'closes at once': undefined,
  } as const;
  for (const [name, failure] of Object.entries(failures)) {
    for (const streams of [true, false]) {
      test(`to each watch it ${name}, and it ${streams ? 'knows' : 'does not know'} the streaming list`, () => {
        const answer = (asked: string): ReflectorInput => {
          if (asked === 'list') return { kind: 'page', resourceVersion: '1', continueToken: '' };
          if (asked === 'watch') return { kind: 'watch-ended', lasted: 5, ...(failure && { failure }) };
          return streams
            ? { kind: 'streamed', resourceVersion: '1' }
            : { kind: 'stream-failed', failure: { kind: 'rejected', said: '' } };
        };
        expectFewReads(answer);
      });
    }
  }

  test('to each streaming list and each list, too', () => {
    const failure = { kind: 'gone', said: '' } as const;
    expectFewReads((asked) =>
      asked === 'list' ? { kind: 'list-failed', failure, laterPage: false } : { kind: 'stream-failed', failure },
    );
  });

  /** Five minutes of it, without the luck of chance. */
  function expectFewReads(answer: (asked: string) => ReflectorInput): void {
    let now = 0;
    let machine = IDLE_REFLECTOR;
    let input: ReflectorInput = { kind: 'start' };
    const readAt: number[] = [];
    const watchedAt: number[] = [];
    while (now < 300_000) {
      const { machine: next, action } = stepReflector(machine, input, 0);
      machine = next;
      if (action?.kind === 'wait') {
        now += action.millis;
        input = { kind: 'woke' };
        continue;
      }
      if (action !== undefined) (action.kind === 'watch' ? watchedAt : readAt).push(now);
      // A streaming list that is complete goes on as a watch, which then ends like any other.
      input = answer(action?.kind ?? 'watch');
      now += 5;
    }
    for (let minute = 0; minute < 5; minute += 1) {
      const within = (times: readonly number[]) => times.filter((at) => Math.floor(at / 60_000) === minute).length;
      expect(within(readAt)).toBeLessThanOrEqual(10);
      expect(within(watchedAt)).toBeLessThanOrEqual(10);
    }
  }
});

describe('fault 08: a continue token that expires on the way restarts the list in one piece', () => {
  test('and no half set is ever shown', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `n${at}`);
    const { api, zoneByName, counts } = await rig((request, response) => {
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      const items = names.map((name) => nodeJson(name, '5'));
      if (!request.query.has('limit')) return sendJson(response, listOf('Node', items));
      if (request.query.has('continue')) return sendJson(response, { kind: 'Status', code: 410 }, 410);
      sendJson(response, listOf('Node', items.slice(0, 2), { continue: 'page-2-of-5', remainingItemCount: 8 }));
    });
    await until(() => watchesOf(api).length === 1);
    expect([...zoneByName.keys()]).toEqual(names);
    expect(counts.replaced).toBe(1);
    expect(listCount(api)).toBe(3);
  });
});

describe('fault 09: a resource version that the server does not know yet (504) is given up', () => {
  test('everything is read anew, without a resource version', async () => {
    let watches = 0;
    const { api, healths } = await rig((request, response) => {
      if (!request.isWatch) return sendJson(response, listOf('Node', []));
      watches += 1;
      if (watches === 1) return sendJson(response, { kind: 'Status', code: 504, reason: 'Timeout' }, 504);
      response.writeHead(200).flushHeaders();
    });
    await until(() => healths.at(-1)?.kind === 'live' && watches === 2);
    const lists = api.requests.filter((request) => !request.isWatch);
    expect(lists).toHaveLength(2);
    expect(lists.every(({ query }) => !query.has('resourceVersion'))).toBe(true);
  });
});

describe('fault 10: after a restore of etcd the resource versions go backwards, and what is shown follows', () => {
  test('a server that is back is audited within seconds, though its watch says nothing wrong', async () => {
    const before = await live();
    before.truth.put('n2', 'c');
    before.truth.put('n3', 'c');
    await until(() => before.zoneByName.has('n3'));
    // The same address, another history: n3 never was, n2 is as it was, and the version of the watch lies ahead.
    const restored = await startTruthApi();
    restored.put('n1', 'a');
    restored.put('n2', 'b');
    before.api.script = restored.api.script;
    before.api.breakAll();
    await until(() => before.healths.at(-1)?.kind === 'failing');
    before.reflector.resume();
    await until(() => before.healths.at(-1)?.kind === 'live' && restored.watches.size === 1);
    expect(before.zoneByName.has('n3')).toBe(true);
    before.clock.advance(5_000);
    await until(() => listCount(before.api) > 0, 'the audit');
    await turnUntil(before.clock, 30, () => !before.zoneByName.has('n3'));
    expect([...before.zoneByName]).toEqual([
      ['n1', 'a'],
      ['n2', 'b'],
    ]);
    restored.put('n4', 'd');
    await until(() => before.zoneByName.has('n4'));
    await restored.close();
  });
});

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

describe('fault 17: events that the server lost without a word', () => {
  test('are found by the audit, counted and put right', async () => {
    const { truth, clock, zoneByName, counts, api } = await live();
    truth.pageSize = 500;
    let events = 0;
    truth.spoil = (line) => {
      events += 1;
      return events % 1_000 === 0 ? '' : line;
    };
    for (let put = 0; put < 3_000; put += 1) truth.put(`x${put}`, 'a');
    truth.spoil = () => '';
    truth.remove('n1');
    truth.spoil = (line) => line;
    truth.put('n2', 'c');
    await until(() => zoneByName.get('n2') === 'c');
    expect(zoneByName.size).toBe(3_002 - 3);
    clock.advance(480_000);
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    await turnUntil(clock, 30, () => counts.healed > 0);
    await until(() => zoneByName.size === 3_001);
    expect(counts.healed).toBe(4);
    expect(Object.fromEntries(zoneByName)).toEqual(Object.fromEntries(truth.truth()));
  });

  test('and a cache that is right is left alone, however busy it is', async () => {
    const { truth, clock, counts, api } = await live();
    for (let second = 0; second < 700; second += 1) {
      truth.put(`n${second % 5}`, String(second));
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
      if (second % 50 === 0) truth.bookmark();
    }
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(counts.healed).toBe(0);
    expect(counts.replaced).toBe(1);
  });

  test('audits read names and versions only, in pages of 500, of the newest state', async () => {
    const { clock, api } = await live();
    clock.advance(480_000);
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    const audit = api.requests.find(({ isWatch }) => !isWatch);
    expect(Object.fromEntries(audit?.query ?? [])).toEqual({ limit: '500' });
    expect(audit?.headers.accept).toContain('as=PartialObjectMetadataList');
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
