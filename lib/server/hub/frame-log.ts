import type { NamespacedName } from '#lib/model/names.ts';

export interface LoggedFrame {
  readonly sequence: number;
  /** The Service whose topic it belongs to; absent for nodes and rows. */
  readonly key?: NamespacedName;
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
  let bytes = 0;
  /** The last sequence that is no longer held. */
  let forgotten = 0;

  function drop(count: number): void {
    for (const frame of frames.slice(0, count)) {
      bytes -= frame.bytes.length;
      forgotten = frame.sequence;
    }
    frames = frames.slice(count);
  }

  return {
    append(frame) {
      frames.push(frame);
      bytes += frame.bytes.length;
      let count = 0;
      let left = bytes;
      for (const old of frames) {
        if (left <= maxBytes) break;
        left -= old.bytes.length;
        count += 1;
      }
      if (count > 0) drop(count);
    },
    after(sequence) {
      if (sequence < forgotten) return undefined;
      return frames.filter((frame) => frame.sequence > sequence);
    },
    forget(sequence) {
      frames = [];
      bytes = 0;
      forgotten = Math.max(forgotten, sequence);
    },
  };
}
