import { afterEach, describe, expect, test } from 'vitest';
import { live } from '#lib/server/kube/live-rig.test-support.ts';
import { IDLE_REFLECTOR, type ReflectorInput, stepReflector } from '#lib/server/kube/reflector-machine.ts';
import { endRigs, listCount, rig, watchesOf } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';
import { startTruthApi } from '#lib/server/kube/truth-api.test-support.ts';

afterEach(endRigs);

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
