import { deltaOf, encodeMessages, joinFrames } from '#lib/server/hub/frames.ts';
import type { HubTopics } from '#lib/server/hub/hub-topics.ts';
import type { LineLog, LoggedLine } from '#lib/server/hub/line-log.ts';
import { type Look, type TopicId, topicIdsOf } from '#lib/server/hub/look.ts';
import type { NodeTrail } from '#lib/server/hub/node-trail.ts';
import type { RowTable } from '#lib/server/hub/row-table.ts';
import type { Timelines } from '#lib/server/hub/timelines.ts';
import { WIRE_VERSION } from '#lib/wire/message.ts';
import type { ResumePoint } from '#lib/wire/resume-point.ts';
import { snapshotParts } from '#lib/wire/snapshot-parts.ts';

export interface GreeterOptions {
  readonly epoch: string;
  readonly build: string;
  readonly nodes: NodeTrail;
  readonly rows: RowTable;
  readonly timelines: Timelines;
  readonly topics: HubTopics;
  readonly log: LineLog;
}

export interface GreetRequest extends Look {
  /** Where the reader stands. */
  readonly last?: ResumePoint;
  /** What the reader holds of what it looks at; where that is the same, its deltas alone are enough. */
  readonly held?: Look;
}

/** What a reader is sent of the state that it lacks; `sequence` is what the hub has sent last. */
export interface Greeter {
  /** Frames of a snapshot of what readers hold now; deltas after it wait in the reader's queue. */
  snapshot(look: Look, scope: 'all' | 'service', sequence: number): Iterator<Uint8Array>;
  /**
   * `first`, then the deltas that were missed, and what is not held whole. What that is, is decided now; a snapshot is
   * encoded part by part as it is read.
   */
  greet(request: GreetRequest, first: readonly Uint8Array[], sequence: number): Iterator<Uint8Array>;
}

export function createGreeter({ epoch, build, nodes, rows, timelines, topics, log }: GreeterOptions): Greeter {
  function snapshot(look: Look, scope: 'all' | 'service', sequence: number): Iterator<Uint8Array> {
    const { head, ...content } = topics.contentOf(look);
    const parts = snapshotParts({
      head: {
        wire: WIRE_VERSION,
        build,
        scope,
        ...head,
        ...(head.key !== undefined && { timeline: timelines.timelineOf(head.key) }),
      },
      nodes: scope === 'all' ? nodes.sorted : [],
      rows: scope === 'all' ? [...rows.rowByKey.values()] : [],
      ...content,
      point: { epoch, sequence },
    });
    return encodeMessages(parts);
  }

  /** Lines of one moment make one delta. */
  function deltasOf(lines: readonly LoggedLine[]): readonly Uint8Array[] {
    const linesBySequence = new Map<number, Uint8Array[]>();
    for (const { sequence, bytes } of lines) {
      linesBySequence.set(sequence, [...(linesBySequence.get(sequence) ?? []), bytes]);
    }
    return [...linesBySequence].map(([sequence, own]) => deltaOf({ epoch, sequence }, own));
  }

  return {
    snapshot,
    greet(request, first, sequence) {
      const { last } = request;
      const isKnown = last !== undefined && last.epoch === epoch && last.sequence <= sequence;
      const missed = isKnown ? log.after(last.sequence) : undefined;
      if (missed === undefined || last === undefined) return joinFrames(first, snapshot(request, 'all', sequence));
      const isHeld = topics.isHeld(request, request.held, last.sequence);
      const heldTopics: ReadonlySet<TopicId> = new Set(isHeld ? topicIdsOf(request) : []);
      const frames = [
        ...first,
        ...deltasOf(missed.filter(({ topic }) => topic === undefined || heldTopics.has(topic))),
      ];
      return isHeld ? frames.values() : joinFrames(frames, snapshot(request, 'service', sequence));
    },
  };
}
