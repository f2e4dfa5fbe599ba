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
