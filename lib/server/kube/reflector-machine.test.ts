import { describe, expect, test } from 'vitest';
import type { Failure } from '#lib/server/kube/failure.ts';
import {
  IDLE_REFLECTOR,
  type ReflectorAction,
  type ReflectorInput,
  type ReflectorMachine,
  stepReflector,
} from '#lib/server/kube/reflector-machine.ts';

const GONE: Failure = { kind: 'gone', said: 'answers 410' };
const DOWN: Failure = { kind: 'unanswered', said: 'refuses the connection' };
const THROTTLED: Failure = { kind: 'throttled', said: '', retryAfterMillis: 7_000 };
const MALFORMED: Failure = { kind: 'malformed', said: 'sends what is not JSON' };
const REJECTED: Failure = { kind: 'rejected', said: 'answers 422' };
/** A server that does not know the streaming list. */
const LISTING: readonly ReflectorInput[] = [{ kind: 'start' }, { kind: 'stream-failed', failure: REJECTED }];
const LISTED: readonly ReflectorInput[] = [...LISTING, { kind: 'page', resourceVersion: '10', continueToken: '' }];
const STREAMED: readonly ReflectorInput[] = [{ kind: 'start' }, { kind: 'streamed', resourceVersion: '10' }];

function run(inputs: readonly ReflectorInput[], random = 0): { machine: ReflectorMachine; action?: ReflectorAction } {
  let machine = IDLE_REFLECTOR;
  let action: ReflectorAction | undefined;
  for (const input of inputs) {
    const step = stepReflector(machine, input, random);
    machine = step.machine;
    action = step.action;
  }
  return action === undefined ? { machine } : { machine, action };
}

const STREAM = { kind: 'stream', timeoutSeconds: 300, refresh: false };
const LIST = { kind: 'list', continueToken: '', limit: 500, refresh: false };

const CASES: readonly {
  readonly name: string;
  readonly inputs: readonly ReflectorInput[];
  readonly want: object | undefined;
}[] = [
  { name: 'it starts with a streaming list', inputs: [{ kind: 'start' }], want: STREAM },
  { name: 'a streaming list that is complete goes on as the watch', inputs: STREAMED, want: undefined },
  { name: 'where that is not known it lists in pages of 500', inputs: LISTING, want: LIST },
  {
    name: 'and does so ever after',
    inputs: [...LISTED, { kind: 'watch-ended', lasted: 9_000, failure: GONE }],
    want: LIST,
  },
  {
    name: 'a streaming list that goes quiet before its end gives way to pages',
    inputs: [{ kind: 'start' }, { kind: 'stream-failed', failure: { kind: 'silent', said: '' } }],
    want: LIST,
  },
  {
    name: 'a streaming list that may not be watched gives way to pages, which tell the right that is missing',
    inputs: [{ kind: 'start' }, { kind: 'stream-failed', failure: { kind: 'forbidden', said: '' } }],
    want: LIST,
  },
  {
    name: 'a streaming list that the network breaks waits, and lists in pages then',
    inputs: [{ kind: 'start' }, { kind: 'stream-failed', failure: DOWN }, { kind: 'woke' }],
    want: LIST,
  },
  {
    name: 'a streaming list that is put off waits as long as it is told, and is asked for again',
    inputs: [{ kind: 'start' }, { kind: 'stream-failed', failure: THROTTLED }, { kind: 'woke' }],
    want: STREAM,
  },
  {
    name: 'what failed once is tried again when everything is read the next time',
    inputs: [
      { kind: 'start' },
      { kind: 'stream-failed', failure: GONE },
      { kind: 'page', resourceVersion: '10', continueToken: '' },
      { kind: 'relist', inPages: false },
    ],
    want: STREAM,
  },
  {
    name: 'what an audit has found wrong is read in pages, since the stream told it wrong',
    inputs: [...STREAMED, { kind: 'relist', inPages: true }],
    want: LIST,
  },
  {
    name: 'a page with a token asks for the next one',
    inputs: [...LISTING, { kind: 'page', resourceVersion: '10', continueToken: 'more' }],
    want: { ...LIST, continueToken: 'more' },
  },
  {
    name: 'after the last page it watches from there',
    inputs: LISTED,
    want: { kind: 'watch', resourceVersion: '10', timeoutSeconds: 300, refresh: false },
  },
  {
    name: 'a watch that the server ends is resumed at once at the last event, without a list',
    inputs: [...LISTED, { kind: 'progress', resourceVersion: '17' }, { kind: 'watch-ended', lasted: 1_500 }],
    want: { kind: 'watch', resourceVersion: '17', timeoutSeconds: 300, refresh: false },
  },
  {
    name: 'a watch that ends at once is no better than one that fails',
    inputs: [...LISTED, { kind: 'watch-ended', lasted: 3 }],
    want: { kind: 'wait', millis: 800 },
  },
  {
    name: 'a connection that breaks waits and then watches from the same place',
    inputs: [
      ...LISTED,
      { kind: 'progress', resourceVersion: '17' },
      { kind: 'watch-ended', lasted: 9_000, failure: DOWN },
      { kind: 'woke' },
    ],
    want: { kind: 'watch', resourceVersion: '17', timeoutSeconds: 300, refresh: false },
  },
  {
    name: 'a first 410 reads everything anew at once',
    inputs: [...STREAMED, { kind: 'watch-ended', lasted: 9_000, failure: GONE }],
    want: STREAM,
  },
  {
    name: 'a malformed line reads everything anew at once',
    inputs: [...STREAMED, { kind: 'watch-ended', lasted: 9_000, failure: MALFORMED }],
    want: STREAM,
  },
  {
    name: 'a version that the server does not accept reads everything anew at once',
    inputs: [...STREAMED, { kind: 'watch-ended', lasted: 9_000, failure: REJECTED }],
    want: STREAM,
  },
  {
    name: 'a second 410 in a row waits',
    inputs: [
      ...LISTED,
      { kind: 'watch-ended', lasted: 5, failure: GONE },
      { kind: 'page', resourceVersion: '20', continueToken: '' },
      { kind: 'watch-ended', lasted: 5, failure: GONE },
    ],
    want: { kind: 'wait', millis: 1_600 },
  },
  {
    name: 'a continue token that has expired lists anew, in one piece',
    inputs: [
      ...LISTING,
      { kind: 'page', resourceVersion: '10', continueToken: 'old' },
      { kind: 'list-failed', failure: GONE, laterPage: true },
    ],
    want: { ...LIST, limit: 0 },
  },
  {
    name: '429 waits as long as it is told, and watches on without a list',
    inputs: [...LISTED, { kind: 'watch-ended', lasted: 5, failure: THROTTLED }],
    want: { kind: 'wait', millis: 7_000 },
  },
  {
    name: '401 reads the credentials anew and tries at once',
    inputs: [...LISTED, { kind: 'watch-ended', lasted: 5, failure: { kind: 'unauthorized', said: '' } }],
    want: { kind: 'watch', resourceVersion: '10', timeoutSeconds: 300, refresh: true },
  },
  {
    name: '401 with fresh credentials waits',
    inputs: [
      ...LISTING,
      { kind: 'list-failed', failure: { kind: 'unauthorized', said: '' }, laterPage: false },
      { kind: 'list-failed', failure: { kind: 'unauthorized', said: '' }, laterPage: false },
    ],
    want: { kind: 'wait', millis: 1_600 },
  },
  {
    name: 'a 410 after an outage is answered at once, too: the server is there',
    inputs: [
      ...STREAMED,
      { kind: 'watch-ended', lasted: 9_000, failure: DOWN },
      { kind: 'woke' },
      { kind: 'watch-ended', lasted: 5, failure: DOWN },
      { kind: 'woke' },
      { kind: 'watch-ended', lasted: 5, failure: GONE },
    ],
    want: STREAM,
  },
  {
    name: 'a server that is known to be back is asked as if nothing had been',
    inputs: [
      ...STREAMED,
      { kind: 'watch-ended', lasted: 9_000, failure: DOWN },
      { kind: 'woke' },
      { kind: 'watch-ended', lasted: 5, failure: DOWN },
      { kind: 'back' },
      { kind: 'watch-ended', lasted: 5, failure: DOWN },
    ],
    want: { kind: 'wait', millis: 800 },
  },
  {
    name: '403 backs off like any failure: an API server that has just started has not yet read its roles',
    inputs: [...LISTING, { kind: 'list-failed', failure: { kind: 'forbidden', said: '' }, laterPage: false }],
    want: { kind: 'wait', millis: 800 },
  },
  {
    name: 'an event needs nothing done',
    inputs: [...LISTED, { kind: 'progress', resourceVersion: '11' }],
    want: undefined,
  },
];

describe('stepReflector', () => {
  for (const { name, inputs, want } of CASES) {
    test(name, () => expect(run(inputs).action).toEqual(want));
  }

  test('failures back off from 0.8 s to 30 s, times up to 2 by chance', () => {
    const waits = (random: number): readonly number[] => {
      let { machine } = run(LISTING);
      return Array.from({ length: 8 }, () => {
        const failed = stepReflector(machine, { kind: 'list-failed', failure: DOWN, laterPage: false }, random);
        machine = stepReflector(failed.machine, { kind: 'woke' }, 0).machine;
        return failed.action?.kind === 'wait' ? failed.action.millis : Number.NaN;
      });
    };
    expect(waits(0)).toEqual([800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
    expect(waits(0.999).every((millis, at) => millis > (waits(0)[at] ?? 0) && millis < 60_000)).toBe(true);
  });

  test('a watch that held for two minutes forgets earlier failures', () => {
    const failing: readonly ReflectorInput[] = [
      ...LISTED,
      { kind: 'watch-ended', lasted: 5, failure: DOWN },
      { kind: 'woke' },
    ];
    const twice = run([...failing, { kind: 'watch-ended', lasted: 5, failure: DOWN }]);
    const healthy = run([...failing, { kind: 'watch-ended', lasted: 120_000, failure: DOWN }]);
    expect([twice.action, healthy.action]).toEqual([
      { kind: 'wait', millis: 1_600 },
      { kind: 'wait', millis: 800 },
    ]);
  });

  for (const [name, ended] of [
    ['410', { kind: 'watch-ended', lasted: 5, failure: GONE }],
    ['instant close', { kind: 'watch-ended', lasted: 5 }],
    ['malformed first line', { kind: 'watch-ended', lasted: 5, failure: MALFORMED }],
  ] as const) {
    test(`an endless ${name} costs at most 10 lists and 10 watches a minute`, () => {
      let now = 0;
      let machine = IDLE_REFLECTOR;
      let input: ReflectorInput = { kind: 'start' };
      const askedAt: { readonly kind: string; readonly at: number }[] = [];
      while (now < 300_000) {
        const step = stepReflector(machine, input, 0);
        machine = step.machine;
        if (step.action?.kind === 'wait') {
          now += step.action.millis;
          input = { kind: 'woke' };
        } else if (step.action !== undefined) {
          askedAt.push({ kind: step.action.kind, at: now });
          input = step.action.kind === 'list' ? { kind: 'page', resourceVersion: '1', continueToken: '' } : ended;
          now += 5;
        }
      }
      for (let minute = 0; minute < 5; minute += 1) {
        for (const kind of ['list', 'watch']) {
          const within = askedAt.filter((ask) => ask.kind === kind && Math.floor(ask.at / 60_000) === minute);
          expect(within.length).toBeLessThanOrEqual(10);
        }
      }
    });
  }
});
