import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';

/** One change of a Service's verdict since the start of watching. */
export interface TimelineEntry {
  readonly time: EpochMillis;
  readonly state: VerdictState;
  readonly reason: string;
  readonly reasonValues: Readonly<Record<string, string | number>>;
  readonly nodesInEffect: number;
  readonly nodesInAll: number;
  readonly inZoneShare?: number;
  readonly endpoints: number;
  /** What brought the change about, where that is known. */
  readonly cause?: Text;
}

/** Of one Service, on the server and in the page; older ones are let go. */
export const MAX_TIMELINE_ENTRIES = 200;

/** What is known of one Service's past: nothing before `since`. */
export interface Timeline {
  readonly since: EpochMillis;
  /** Oldest first; the first one says how it stood at `since`, unless it has been let go. */
  readonly entries: readonly TimelineEntry[];
}
