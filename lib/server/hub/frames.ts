import { encodeFrame } from '#lib/wire/frame.ts';
import type { WireMessage } from '#lib/wire/message.ts';

const encoder = new TextEncoder();

/** A message as the bytes that every reader of it shares. */
export function encodeMessage(message: WireMessage): Uint8Array {
  return encoder.encode(encodeFrame(message));
}

/** Encodes each message as it is asked for. */
export function* encodeMessages(messages: Iterable<WireMessage>): Generator<Uint8Array, void, undefined> {
  for (const message of messages) yield encodeMessage(message);
}

export function* joinFrames(
  first: Iterable<Uint8Array>,
  then: Iterator<Uint8Array>,
): Generator<Uint8Array, void, undefined> {
  yield* first;
  for (let next = then.next(); next.done !== true; next = then.next()) yield next.value;
}
