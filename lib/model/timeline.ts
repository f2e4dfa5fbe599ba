import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Service } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** A stretch of a Service's past: how it stood from `time` until the next entry. */
export interface TimelineEntry {
  /** When it began; no two entries of a Service share it, so that one that was amended takes the place of the old. */
  readonly time: EpochMillis;
  /** When the last of several like changes came, such as the pods of one scaling, which are one entry. */
  readonly until?: EpochMillis;
  readonly state: VerdictState;
  readonly reason: string;
  readonly reasonValues: Readonly<Record<string, string | number>>;
  readonly nodesInEffect: number;
  readonly nodesInAll: number;
  readonly inZoneShare?: number;
  readonly endpoints: number;
  /** Endpoints that may be dialled, by zone; '' is "no zone". */
  readonly endpointsByZone: Readonly<Record<string, number>>;
  /** Ready endpoints by the zone that they are hinted to; '' is "no hint". */
  readonly hintsByZone: Readonly<Record<string, number>>;
  /** What brought the change about, where that is known. */
  readonly cause?: Text;
  /** What else had changed since the entry before. */
  readonly also?: readonly Text[];
}

/** Of one Service, on the server and in the page; older ones are let go. */
export const MAX_TIMELINE_ENTRIES = 200;

/** What is known of one Service's past: nothing before `since`. */
export interface Timeline {
  readonly since: EpochMillis;
  /** Oldest first; the first one says how it stood at `since`, unless it has been let go. */
  readonly entries: readonly TimelineEntry[];
}

/** All that a Service's row is computed from, at one moment. */
export interface TimelineInput {
  /** The same list while no node changes. */
  readonly nodes: readonly Node[];
  readonly service: Service;
  /** Those of this Service, sorted by name. */
  readonly slices: readonly EndpointSlice[];
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
}

/** How one Service stood at a moment of its past. */
export interface TimelineMoment {
  /** When the stretch began that the moment lies in. */
  readonly time: EpochMillis;
  /** When it ended; absent for how it stands now. */
  readonly until?: EpochMillis;
  /** As it stood at the end of the stretch; absent where it has been let go to bound the memory. */
  readonly input?: TimelineInput;
}

/** What `GET /api/timeline?service=` answers; with `&at=` the moment too. */
export interface TimelineAnswer extends Timeline {
  /** How often zone routing went on or off. */
  readonly flips: number;
  readonly moment?: TimelineMoment;
}
