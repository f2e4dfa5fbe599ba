import { timelineCauses } from '#lib/diagnose/timeline-causes.ts';
import { timelineStep } from '#lib/diagnose/timeline-step.ts';
import { type CountByZone, hintsByZone } from '#lib/diagnose/zone-counts.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { LastChange, ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import {
  MAX_TIMELINE_ENTRIES,
  type Timeline,
  type TimelineEntry,
  type TimelineInput,
  type TimelineMoment,
} from '#lib/model/timeline.ts';
import { createKeptMoments, type KeptMoment } from '#lib/server/hub/kept-moments.ts';

export interface TimelineRecord {
  readonly row: ServiceRow;
  readonly input: TimelineInput;
  readonly now: EpochMillis;
  /** It was there when watching began; what comes later was created. */
  readonly fromStart: boolean;
}

/** Every Service's past since the start of watching, in memory. */
export interface Timelines {
  /** Superseded entries, and an upper estimate of the bytes that the past inputs take. */
  readonly size: { readonly entries: number; readonly bytes: number };
  /** Takes in a row as it has just been computed; the entry that readers must be told of, new or amended, if any. */
  record(record: TimelineRecord): TimelineEntry | undefined;
  /** The Service is gone: what was lately so is past, and a Service of this name that comes is a new one. */
  end(key: NamespacedName, now: EpochMillis): void;
  timelineOf(key: NamespacedName): Timeline;
  /** How often zone routing went on or off. */
  flipsOf(key: NamespacedName): number;
  /** When its state or its counts last changed, and why; undefined where they never did. */
  lastChangeOf(key: NamespacedName): LastChange | undefined;
  /** How it stood at a moment; undefined for a Service that was never seen. */
  momentAt(key: NamespacedName, at: EpochMillis): TimelineMoment | undefined;
}

export interface TimelineLimits {
  /** Superseded entries of all Services together; each Service keeps its latest one beyond that. */
  readonly entries: number;
  /** What the past inputs, from which a graph of the past is drawn, may take. */
  readonly bytes: number;
}

export const TIMELINE_LIMITS: TimelineLimits = { entries: 30_000, bytes: 24 * 1024 * 1024 };

/** A node event comes to every Service: of what waits without effect so much is remembered. */
const MOST_WAITING = 4;

/** So many that are gone may stand among the others before they are cleared away. */
const MOST_GONE = 1_000;

const CREATED: Text = { key: 'cause.created' };

interface Stretch {
  readonly key: NamespacedName;
  readonly entry: TimelineEntry;
  readonly until: EpochMillis;
  /** Its input, until that is let go. */
  kept?: KeptMoment;
  /** Its Service has let it go. */
  gone?: true;
}

interface History {
  readonly past: Stretch[];
  current?: { entry: TimelineEntry; input: TimelineInput; hintsByZone: CountByZone };
  waiting: readonly Text[];
  /** Whether zone routing was on when it last was either. */
  on?: boolean;
  flips: number;
}

/**
 * The past is bounded three times: by entries of one Service, by entries of all, and by the bytes of the inputs that are
 * kept to draw a graph of the past. The oldest go first, and inputs before entries.
 */
export function createTimelines(since: EpochMillis, limits: TimelineLimits = TIMELINE_LIMITS): Timelines {
  const historyByKey = new Map<NamespacedName, History>();
  const moments = createKeptMoments();
  /** Superseded stretches of all Services, oldest first, some of them gone; those with inputs begin at `firstKept`. */
  let order: Stretch[] = [];
  let firstKept = 0;
  let firstHeld = 0;
  /** How many are not gone. */
  let held = 0;

  /** What is current becomes past; `next` is the input that has changed it, absent where the Service is gone. */
  function supersede(key: NamespacedName, history: History, now: EpochMillis, next?: TimelineInput): void {
    const { current } = history;
    if (current === undefined) return;
    const stretch: Stretch = { key, entry: current.entry, until: now, kept: moments.keep(current.input, next) };
    history.past.push(stretch);
    delete history.current;
    order.push(stretch);
    held += 1;
    if (history.past.length >= MAX_TIMELINE_ENTRIES) letGo(history);
    bound();
  }

  function forget(stretch: Stretch | undefined): void {
    if (stretch?.kept === undefined) return;
    moments.drop(stretch.kept);
    delete stretch.kept;
  }

  /** A Service lets its oldest go, which counts no more. */
  function letGo(history: History): void {
    const oldest = history.past.shift();
    if (oldest === undefined) return;
    forget(oldest);
    oldest.gone = true;
    held -= 1;
    if (history.past.length === 0 && history.current === undefined) historyByKey.delete(oldest.key);
  }

  function bound(): void {
    for (; moments.bytes > limits.bytes && firstKept < order.length; firstKept += 1) forget(order[firstKept]);
    for (; held > limits.entries && firstHeld < order.length; firstHeld += 1) {
      const oldest = order[firstHeld];
      const history = oldest === undefined || oldest.gone ? undefined : historyByKey.get(oldest.key);
      if (history !== undefined) letGo(history);
    }
    // What is gone is still held until then, so it is cleared away before it is many.
    if (order.length - held <= held / 8 + MOST_GONE) return;
    order = order.filter(({ gone }) => !gone);
    firstHeld = 0;
    const first = order.findIndex(({ kept }) => kept !== undefined);
    firstKept = first === -1 ? order.length : first;
  }

  function countFlip(history: History, entry: TimelineEntry): void {
    const on = isOn(entry);
    if (on === undefined) return;
    if (history.on !== undefined && history.on !== on) history.flips += 1;
    history.on = on;
  }

  return {
    get size() {
      return { entries: held, bytes: moments.bytes };
    },
    record({ row, input, now, fromStart }) {
      let history = historyByKey.get(row.key);
      if (history === undefined) {
        history = { past: [], waiting: [], flips: 0 };
        historyByKey.set(row.key, history);
      }
      const { current } = history;
      const hints =
        current !== undefined && isSameList(current.input.slices, input.slices)
          ? current.hintsByZone
          : hintsByZone(ofFirstFamily(input));
      const causes = current === undefined ? (fromStart ? [] : [CREATED]) : timelineCauses(current.input, input);
      const { waiting } = history;
      const before = history.past.at(-1)?.entry;
      const step = timelineStep(current?.entry, { row, hintsByZone: hints, causes, waiting, now }, before);
      if (step.kind === 'add') {
        supersede(row.key, history, now, input);
        history.current = { entry: laterThan(current?.entry, step.entry), input, hintsByZone: hints };
        history.waiting = [];
        countFlip(history, step.entry);
        return history.current.entry;
      }
      const told = step.kind === 'amend' && step.told;
      history.waiting = told ? [] : causes.length === 0 ? waiting : [...waiting, ...causes].slice(-MOST_WAITING);
      const entry = step.kind === 'amend' ? step.entry : current?.entry;
      if (entry !== undefined) {
        history.current = { entry, input, hintsByZone: hints };
        countFlip(history, entry);
      }
      return step.kind === 'amend' ? step.entry : undefined;
    },
    end(key, now) {
      const history = historyByKey.get(key);
      if (history !== undefined) supersede(key, history, now);
    },
    timelineOf(key) {
      const history = historyByKey.get(key);
      const past = history?.past.map(({ entry }) => entry) ?? [];
      return { since, entries: history?.current === undefined ? past : [...past, history.current.entry] };
    },
    flipsOf: (key) => historyByKey.get(key)?.flips ?? 0,
    lastChangeOf(key) {
      const entry = historyByKey.get(key)?.current?.entry;
      // How it stood when watching began has no cause.
      if (entry?.cause === undefined) return undefined;
      return { time: entry.until ?? entry.time, cause: entry.cause };
    },
    momentAt(key, at) {
      const history = historyByKey.get(key);
      if (history === undefined) return undefined;
      const { current, past } = history;
      if (current !== undefined && (at >= current.entry.time || past.length === 0)) {
        return { time: current.entry.time, input: current.input };
      }
      const found = past.findLast(({ entry }) => entry.time <= at) ?? past[0];
      const input = found?.kept?.input;
      return found && { time: found.entry.time, until: found.until, ...(input && { input }) };
    },
  };
}

/** True for on, false for off, undefined where it is neither: nothing to route, or nothing that routes. */
function isOn({ state }: TimelineEntry): boolean | undefined {
  if (state === 'zone-routed' || state === 'partly') return true;
  return state === 'off' || state === 'ignored' ? false : undefined;
}

/** Two entries of one Service never share their time, even when both came within one millisecond. */
function laterThan(before: TimelineEntry | undefined, entry: TimelineEntry): TimelineEntry {
  return before !== undefined && entry.time <= before.time ? { ...entry, time: before.time + 1 } : entry;
}

/** A Service of two families has each endpoint twice. */
function ofFirstFamily({ service, slices }: TimelineInput): readonly EndpointSlice[] {
  const [family] = service.ipFamilies;
  const found = slices.filter(({ addressType }) => addressType === family);
  return found.length > 0 ? found : slices;
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
