import { causesInOrder, distinct, isController, isDeed, mayFollow } from '#lib/diagnose/cause-order.ts';
import { joinedEntries } from '#lib/diagnose/joined-entries.ts';
import { type CountByZone, sameCounts } from '#lib/diagnose/zone-counts.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';

/** A Service's row as it has just been computed, with what is known of why it changed. */
export interface TimelineNow {
  readonly row: ServiceRow;
  readonly hintsByZone: CountByZone;
  /** What happened just now, as `timelineCauses` orders it. */
  readonly causes: readonly Text[];
  /** What had happened before without showing yet, oldest first. */
  readonly waiting: readonly Text[];
  readonly now: EpochMillis;
}

/**
 * What becomes of a timeline:
 * - `nothing`: all is as it was, and the causes wait for what they bring about;
 * - `amend`: the last entry is replaced by `entry` of the same time; with `told` false its causes go on waiting;
 * - `add`: `entry` is a new one.
 */
export type TimelineStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'amend'; readonly entry: TimelineEntry; readonly told: boolean }
  | { readonly kind: 'add'; readonly entry: TimelineEntry };

/** Like changes that follow each other within so long are one: the pods of one scaling, a rollout. */
export const BURST_MILLIS = 5_000;

/** Verdicts of the moments between a change and the controller's answer to it. */
const PASSING: ReadonlySet<string> = new Set(['hints-missing', 'hints-followed']);

/**
 * The next step of a Service's timeline.
 * - Another state, or other counts of endpoints or hints in some zone, are a new entry; a burst of like changes is one.
 * - Another reason under the same state and counts is one only where somebody did something and the reason stays:
 *   "off" before and after an annotation that comes to nothing are two, "off" while the controller is still writing is not.
 * - A controller's answer soon after is of the cause that it answers. Where endpoints and hints had stood as before until
 *   then, that was a moment on the way, and the answer takes its place.
 * - All else (a node more of which nothing came, a share that moved) is put right in the last entry.
 */
export function timelineStep(
  current: TimelineEntry | undefined,
  now: TimelineNow,
  before?: TimelineEntry,
): TimelineStep {
  const answered = answeredCause(current, now);
  const told = distinct([...(answered === undefined ? [] : [answered]), ...causesInOrder(now.causes, now.waiting)]);
  const entry = entryOf(now, told, current);
  if (current === undefined) return { kind: 'add', entry };
  if (isSameCounts(current, entry)) return sameCountsStep(current, now, entry);
  const isOnTheWay = answered !== undefined && before !== undefined && isSameEndpoints(before, current);
  const isOne = isOnTheWay || (current.state === entry.state && isBurst(current, now, told));
  return isOne ? { kind: 'amend', entry: joinedEntries(current, entry), told: true } : { kind: 'add', entry };
}

/** The same state, and the same counts of endpoints and hints in every zone. */
function isSameCounts(left: TimelineEntry, right: TimelineEntry): boolean {
  return left.state === right.state && isSameEndpoints(left, right);
}

function isSameEndpoints(left: TimelineEntry, right: TimelineEntry): boolean {
  return sameCounts(left.endpointsByZone, right.endpointsByZone) && sameCounts(left.hintsByZone, right.hintsByZone);
}

function sameCountsStep(current: TimelineEntry, now: TimelineNow, entry: TimelineEntry): TimelineStep {
  if (isSameBeside(current, entry)) return { kind: 'nothing' };
  const isReasoned = current.reason !== entry.reason && !PASSING.has(entry.reason);
  const isDone = [...now.causes, ...now.waiting].some(isDeed);
  if (isReasoned && isDone) return { kind: 'add', entry };
  const { cause: _cause, also: _also, time: _time, ...facts } = entry;
  const { inZoneShare: _share, ...kept } = current;
  return { kind: 'amend', entry: { ...kept, ...facts }, told: false };
}

function isBurst(current: TimelineEntry, { now }: TimelineNow, told: readonly Text[]): boolean {
  const [cause] = told;
  const isLike = cause?.key === current.cause?.key && directionOf(cause) === directionOf(current.cause);
  return isLike && isSoonAfter(current, now);
}

function isSoonAfter(current: TimelineEntry, now: EpochMillis): boolean {
  return now - (current.until ?? current.time) <= BURST_MILLIS;
}

/** What was done last, where nothing has happened since, and soon after, but what follows from it. */
function answeredCause(current: TimelineEntry | undefined, { causes, waiting, now }: TimelineNow): Text | undefined {
  const cause = current?.cause;
  if (current === undefined || cause === undefined || isController(cause)) return undefined;
  const isAnswer = causes.length > 0 && [...causes, ...waiting].every((text) => mayFollow(text, cause));
  return isAnswer && isSoonAfter(current, now) ? cause : undefined;
}

/** Up and down again are two changes, however soon. */
function directionOf(cause: Text | undefined): number {
  const { from, to } = cause?.values ?? {};
  return typeof from === 'number' && typeof to === 'number' ? Math.sign(to - from) : 0;
}

/** What of an entry may differ while its state and counts are the same; every node event asks it of every Service. */
function isSameBeside(left: TimelineEntry, right: TimelineEntry): boolean {
  return (
    left.reason === right.reason &&
    left.nodesInEffect === right.nodesInEffect &&
    left.nodesInAll === right.nodesInAll &&
    left.inZoneShare === right.inZoneShare &&
    isSameRecord(left.reasonValues, right.reasonValues)
  );
}

function isSameRecord(left: TimelineEntry['reasonValues'], right: TimelineEntry['reasonValues']): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

/** What is as it was in the entry before is the same object: a server keeps many entries. */
function entryOf(
  { row, hintsByZone, now }: TimelineNow,
  [cause, ...also]: readonly Text[],
  before: TimelineEntry | undefined,
): TimelineEntry {
  const { verdict, endpointsByZone } = row;
  const { inZoneShare } = verdict;
  let endpoints = 0;
  for (const zone in endpointsByZone) endpoints += endpointsByZone[zone] ?? 0;
  return {
    time: now,
    state: verdict.state,
    reason: verdict.reason,
    reasonValues: sameOr(before?.reasonValues, verdict.reasonValues),
    nodesInEffect: verdict.nodesInEffect,
    nodesInAll: verdict.nodesInAll,
    ...(inZoneShare !== undefined && { inZoneShare }),
    endpoints,
    endpointsByZone: sameOr(before?.endpointsByZone, endpointsByZone),
    hintsByZone: sameOr(before?.hintsByZone, hintsByZone),
    ...(cause !== undefined && { cause }),
    ...(also.length > 0 && { also }),
  };
}

function sameOr<T extends TimelineEntry['reasonValues']>(before: T | undefined, now: T): T {
  return before !== undefined && isSameRecord(before, now) ? before : now;
}
