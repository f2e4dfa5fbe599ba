import { describe, expect, test } from 'vitest';
import { BURST_MILLIS, type TimelineNow, type TimelineStep, timelineStep } from '#lib/diagnose/timeline-step.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
import { aRow } from '#lib/wire/objects.test-support.ts';

interface Moment {
  readonly state?: VerdictState;
  readonly reason?: string;
  readonly nodes?: number;
  readonly share?: number;
  readonly byZone?: Readonly<Record<string, number>>;
  readonly hints?: Readonly<Record<string, number>>;
  readonly causes?: readonly Text[];
  readonly waiting?: readonly Text[];
  readonly now?: number;
}

function nowOf(moment: Moment): TimelineNow {
  const {
    state = 'off',
    reason = 'not-opted-in',
    nodes = 4,
    share,
    byZone = { a: 2, b: 2 },
    hints = { '': 4 },
  } = moment;
  const verdict = {
    state,
    reason,
    reasonValues: {},
    nodesInEffect: state === 'zone-routed' ? nodes : 0,
    nodesInAll: nodes,
    idleEndpoints: 0,
    ...(share !== undefined && { inZoneShare: share }),
  };
  const { causes = [], waiting = [], now = 1_000 } = moment;
  return { row: aRow('default/web', { verdict, endpointsByZone: byZone }), hintsByZone: hints, causes, waiting, now };
}

function entryAfter(step: TimelineStep): TimelineEntry {
  if (step.kind === 'nothing') throw new Error('nothing happened');
  return step.entry;
}

const START = entryAfter(timelineStep(undefined, nowOf({})));
const ANNOTATED: Text = { key: 'cause.annotation-set', values: { annotation: 'x', value: 'Auto' } };
const HINTS: Text = { key: 'cause.hints-given' };
const LABELLED: Text = { key: 'cause.nodes-labelled', values: { nodes: 'n1', count: 1, zone: 'a' } };
const UNREADY: Text = { key: 'cause.endpoints-not-ready', values: { count: 1 } };
const NODE_DOWN: Text = { key: 'cause.nodes-not-ready', values: { nodes: 'n1', count: 1 } };
const scaled = (from: number, to: number): Text => ({ key: 'cause.replicas', values: { from, to } });

const CASES: readonly {
  readonly name: string;
  readonly before?: Partial<TimelineEntry>;
  readonly moment: Moment;
  readonly want: TimelineStep['kind'];
  readonly cause?: string;
  readonly told?: boolean;
}[] = [
  { name: 'nothing happened', moment: {}, want: 'nothing' },
  {
    name: 'off before and after, and the controller has not answered yet',
    moment: { reason: 'hints-missing', causes: [ANNOTATED] },
    want: 'amend',
    told: false,
  },
  {
    name: 'off before and after, for another reason that nobody brought about',
    moment: { reason: 'one-zone-only', causes: [HINTS] },
    want: 'amend',
    told: false,
  },
  {
    name: 'off before and after an annotation that comes to nothing',
    moment: { reason: 'overload-threshold', causes: [ANNOTATED] },
    want: 'add',
    cause: 'cause.annotation-set',
  },
  {
    name: 'a node more, of which nothing came',
    moment: { nodes: 5, causes: [{ key: 'cause.nodes-joined' }] },
    want: 'amend',
    told: false,
  },
  {
    name: 'on, as the answer to what was done before',
    moment: { state: 'zone-routed', hints: { a: 2, b: 2 }, causes: [HINTS], waiting: [LABELLED, ANNOTATED] },
    want: 'add',
    cause: 'cause.annotation-set',
  },
  {
    name: 'on, and nobody knows why',
    moment: { state: 'zone-routed', hints: { a: 2, b: 2 }, causes: [HINTS] },
    want: 'add',
    cause: 'cause.hints-given',
  },
  {
    name: 'what happens now is named before what waits',
    moment: { byZone: { a: 1, b: 1 }, causes: [scaled(4, 2)], waiting: [ANNOTATED] },
    want: 'add',
    cause: 'cause.replicas',
  },
  {
    name: 'an endpoint that turns not ready is a cause, whatever had come to nothing before',
    moment: { hints: { a: 1, b: 2 }, causes: [UNREADY, HINTS], waiting: [LABELLED] },
    want: 'add',
    cause: 'cause.endpoints-not-ready',
  },
  {
    name: 'an endpoint turns not ready with its node',
    moment: { hints: { a: 1, b: 2 }, causes: [UNREADY, HINTS], waiting: [NODE_DOWN] },
    want: 'add',
    cause: 'cause.nodes-not-ready',
  },
  {
    name: 'hints follow the endpoint that turned not ready before, not what came to nothing before that',
    moment: { hints: { a: 1, b: 2 }, causes: [HINTS], waiting: [LABELLED, UNREADY] },
    want: 'add',
    cause: 'cause.endpoints-not-ready',
  },
  {
    name: 'a new pod turns ready',
    moment: { byZone: { a: 3, b: 2 }, causes: [{ key: 'cause.endpoints-ready' }], waiting: [scaled(4, 5)] },
    want: 'add',
    cause: 'cause.replicas',
  },
  {
    name: 'another count in one zone is a change, also while off',
    moment: { byZone: { a: 3, b: 1 }, causes: [{ key: 'cause.replaced' }] },
    want: 'add',
    cause: 'cause.replaced',
  },
  {
    name: 'a like change soon after is the same one',
    before: { cause: scaled(4, 3) },
    moment: { byZone: { a: 1, b: 1 }, causes: [scaled(3, 2)], now: 1_000 + BURST_MILLIS },
    want: 'amend',
    cause: 'cause.replicas',
    told: true,
  },
  {
    name: 'down after up is another one, however soon',
    before: { cause: scaled(2, 4) },
    moment: { byZone: { a: 1, b: 1 }, causes: [scaled(4, 2)] },
    want: 'add',
    cause: 'cause.replicas',
  },
  {
    name: 'the last step of a rollout, soon after the others, is a part of it',
    before: { cause: { key: 'cause.rollout', values: { workload: 'web' } } },
    moment: { state: 'zone-routed', byZone: { a: 3, b: 2 }, causes: [scaled(4, 5), HINTS] },
    want: 'add',
    cause: 'cause.rollout',
  },
  {
    name: 'a like change later is another one',
    before: { cause: scaled(4, 3) },
    moment: { byZone: { a: 1, b: 1 }, causes: [scaled(3, 2)], now: 1_001 + BURST_MILLIS },
    want: 'add',
    cause: 'cause.replicas',
  },
  {
    name: 'a like change that turns zone routing on is another one',
    before: { cause: scaled(4, 3) },
    moment: { state: 'zone-routed', byZone: { a: 1, b: 1 }, causes: [scaled(3, 2)] },
    want: 'add',
    cause: 'cause.replicas',
  },
];

describe('timelineStep', () => {
  describe('a controller’s answer to what was done', () => {
    const done = { ...START, time: 500, reason: 'zones-not-counted-again', cause: ANNOTATED };
    const answer: Moment = { state: 'zone-routed', hints: { a: 2, b: 2 }, causes: [HINTS] };

    test('takes the place of a moment on the way, of which nothing but the reason was another', () => {
      const step = timelineStep(done, nowOf(answer), START);
      expect(step).toMatchObject({ kind: 'amend', told: true });
      expect(entryAfter(step)).toMatchObject({ time: 500, until: 1_000, state: 'zone-routed', cause: ANNOTATED });
    });

    test('takes the place of a moment on the way in another state, while nobody had counted anew', () => {
      const on = { ...START, state: 'zone-routed', hintsByZone: { a: 2, b: 2 } } as const;
      const onTheWay = {
        ...on,
        time: 500,
        state: 'partly',
        reason: 'no-endpoint-hinted-to-zone',
        cause: LABELLED,
      } as const;
      const hints = { a: 2, b: 1, c: 1 };
      const step = timelineStep(onTheWay, nowOf({ state: 'zone-routed', hints, causes: [HINTS] }), on);
      expect(step).toMatchObject({ kind: 'amend', entry: { time: 500, state: 'zone-routed', cause: LABELLED } });
    });

    test('is another entry of the same cause, where the counts had become others in between', () => {
      const step = timelineStep({ ...done, endpointsByZone: { a: 3, b: 1 } }, nowOf(answer), START);
      expect(step).toMatchObject({ kind: 'add', entry: { time: 1_000, cause: ANNOTATED, also: [HINTS] } });
    });

    test('is of its own cause when it comes late', () => {
      const step = timelineStep(done, nowOf({ ...answer, now: 501 + BURST_MILLIS }), START);
      expect(step).toMatchObject({ kind: 'add', entry: { cause: HINTS } });
    });

    test('is not what somebody does meanwhile', () => {
      const step = timelineStep(done, nowOf({ ...answer, causes: [LABELLED, HINTS] }), START);
      expect(step).toMatchObject({ kind: 'add', entry: { cause: LABELLED } });
    });
  });

  test.each(CASES)('$name', ({ before = {}, moment, want, cause, told }) => {
    const step = timelineStep({ ...START, ...before }, nowOf(moment));
    expect(step.kind).toBe(want);
    if (cause !== undefined) expect(entryAfter(step).cause?.key).toBe(cause);
    if (step.kind === 'amend') {
      expect(step.told).toBe(told);
      expect(step.entry.time).toBe(START.time);
    }
  });

  test('a burst tells from where to where it went, and when it ended', () => {
    const step = timelineStep(
      { ...START, cause: scaled(4, 3) },
      nowOf({ byZone: { a: 1, b: 1 }, causes: [scaled(3, 2)], now: 1_400 }),
    );
    expect(entryAfter(step)).toMatchObject({ time: START.time, until: 1_400, cause: scaled(4, 2), endpoints: 2 });
  });

  test('a burst of like changes of nodes names all of them', () => {
    const labelled = (nodes: string, count: number): Text => ({
      key: 'cause.nodes-labelled',
      values: { nodes, count, zone: 'a' },
    });
    const joined = (first: Text, second: Text) =>
      entryAfter(timelineStep({ ...START, cause: first }, nowOf({ byZone: { a: 3, b: 1 }, causes: [second] })));
    expect(joined(labelled('n1', 1), labelled('n2', 1)).cause).toEqual(labelled('n1, n2', 2));
    expect(joined(labelled('n1, n2', 2), labelled('n3, n4', 2))).toMatchObject({
      cause: labelled('n1, n2, n3, …', 4),
    });
    expect(joined(labelled('n1', 1), labelled('n2', 1))).not.toHaveProperty('also');
    const other: Text = { key: 'cause.nodes-labelled', values: { nodes: 'n2', count: 1, zone: 'b' } };
    expect(joined(labelled('n1', 1), other)).toMatchObject({ cause: other, also: [labelled('n1', 1)] });
  });

  test('a share that is no longer known does not stay behind', () => {
    const shared = entryAfter(timelineStep(undefined, nowOf({ share: 0.5 })));
    expect(entryAfter(timelineStep(shared, nowOf({})))).not.toHaveProperty('inZoneShare');
  });

  test('what else happened stands beside the cause, each once', () => {
    const step = timelineStep(
      START,
      nowOf({ state: 'zone-routed', causes: [HINTS], waiting: [LABELLED, ANNOTATED, LABELLED] }),
    );
    expect(entryAfter(step)).toMatchObject({ cause: LABELLED, also: [HINTS, ANNOTATED] });
  });
});

test('what an entry has in common with the one before is the same object, for a server keeps many', () => {
  const more = entryAfter(timelineStep(START, nowOf({ byZone: { a: 3, b: 2 }, hints: { '': 4 }, now: 20_000 })));
  expect(more.endpointsByZone).toEqual({ a: 3, b: 2 });
  expect(more.hintsByZone).toBe(START.hintsByZone);
  expect(more.reasonValues).toBe(START.reasonValues);
});
