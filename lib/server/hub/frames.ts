import { encodeChanges, encodeDeltaHead, encodeFrame, FRAME_END } from '#lib/wire/frame.ts';
import type { TopicChanges, WireMessage } from '#lib/wire/message.ts';
import type { ResumePoint } from '#lib/wire/resume-point.ts';

const encoder = new TextEncoder();
const end = encoder.encode(FRAME_END);

/** A message as the bytes that every reader of it shares. */
export function encodeMessage(message: WireMessage): Uint8Array {
  return encoder.encode(encodeFrame(message));
}

/** Encodes each message as it is asked for. */
export function* encodeMessages(messages: Iterable<WireMessage>): Generator<Uint8Array, void, undefined> {
  for (const message of messages) yield encodeMessage(message);
}

/** The line of one topic, encoded once for all deltas that it stands in. */
export function encodeLine(changes: TopicChanges): Uint8Array {
  return encoder.encode(encodeChanges(changes));
}

/** A delta put together from lines that are encoded already. */
export function deltaOf(point: ResumePoint, lines: readonly Uint8Array[]): Uint8Array {
  const head = encoder.encode(encodeDeltaHead(point));
  const pieces = [head, ...lines, end];
  const frame = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    frame.set(piece, at);
    at += piece.length;
  }
  return frame;
}

export function* joinFrames(
  first: Iterable<Uint8Array>,
  then: Iterator<Uint8Array>,
): Generator<Uint8Array, void, undefined> {
  yield* first;
  for (let next = then.next(); next.done !== true; next = then.next()) yield next.value;
}
