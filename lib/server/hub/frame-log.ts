import type { TopicId } from '#lib/server/hub/look.ts';

export interface LoggedFrame {
  readonly sequence: number;
  /** Absent for nodes and rows. */
  readonly topic?: TopicId;
  readonly bytes: Uint8Array;
}

/** The last deltas, for readers that come back. */
export interface FrameLog {
  append(frame: LoggedFrame): void;
  /** Frames after `sequence` in their order; undefined when some of them are no longer held. */
  after(sequence: number): readonly LoggedFrame[] | undefined;
  /** Forgets all up to `sequence`: nobody from before it may resume. */
  forget(sequence: number): void;
}

export function createFrameLog(maxBytes: number): FrameLog {
  let frames: LoggedFrame[] = [];
  /** Where in `frames` the first one stands that is still held: cut off in one go when there are many before it. */
  let first = 0;
  let bytes = 0;
  /** The last sequence that is no longer held. */
  let forgotten = 0;

  function dropFirst(): void {
    const frame = frames[first];
    if (frame === undefined) return;
    bytes -= frame.bytes.length;
    forgotten = frame.sequence;
    first += 1;
  }

  return {
    append(frame) {
      frames.push(frame);
      bytes += frame.bytes.length;
      while (bytes > maxBytes) dropFirst();
      if (first > 64 && first * 2 > frames.length) {
        frames = frames.slice(first);
        first = 0;
      }
    },
    after(sequence) {
      if (sequence < forgotten) return undefined;
      // Sequences rise by one, but those that were too large to be kept are missing: looked for from the end.
      let from = frames.length;
      while (from > first && (frames[from - 1]?.sequence ?? 0) > sequence) from -= 1;
      return frames.slice(from);
    },
    forget(sequence) {
      frames = [];
      first = 0;
      bytes = 0;
      forgotten = Math.max(forgotten, sequence);
    },
  };
}
