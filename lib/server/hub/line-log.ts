import type { TopicId } from '#lib/server/hub/look.ts';

/** The line of one topic in the delta of one moment; several lines may share a sequence. */
export interface LoggedLine {
  readonly sequence: number;
  /** Absent for nodes and rows. */
  readonly topic?: TopicId;
  readonly bytes: Uint8Array;
}

/** The lines of the last deltas, for readers that come back. */
export interface LineLog {
  append(line: LoggedLine): void;
  /** Lines after `sequence` in their order; undefined when some of them are no longer held. */
  after(sequence: number): readonly LoggedLine[] | undefined;
  /** Forgets all up to `sequence`: nobody from before it may resume. */
  forget(sequence: number): void;
}

export function createLineLog(maxBytes: number): LineLog {
  let lines: LoggedLine[] = [];
  /** Where in `lines` the first one stands that is still held: cut off in one go when there are many before it. */
  let first = 0;
  let bytes = 0;
  /** The last sequence that is no longer held. */
  let forgotten = 0;

  function dropFirst(): void {
    const line = lines[first];
    if (line === undefined) return;
    bytes -= line.bytes.length;
    forgotten = line.sequence;
    first += 1;
  }

  return {
    append(line) {
      lines.push(line);
      bytes += line.bytes.length;
      while (bytes > maxBytes) dropFirst();
      if (first > 64 && first * 2 > lines.length) {
        lines = lines.slice(first);
        first = 0;
      }
    },
    after(sequence) {
      if (sequence < forgotten) return undefined;
      let from = lines.length;
      while (from > first && (lines[from - 1]?.sequence ?? 0) > sequence) from -= 1;
      return lines.slice(from);
    },
    forget(sequence) {
      lines = [];
      first = 0;
      bytes = 0;
      forgotten = Math.max(forgotten, sequence);
    },
  };
}
