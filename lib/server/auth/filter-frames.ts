import { createMessageFilter } from '#lib/server/auth/filter-message.ts';
import type { Sight } from '#lib/server/auth/sight.ts';
import { decodeMessage, encodeFrame } from '#lib/wire/frame.ts';

/**
 * Bytes of whole frames of one stream, in their order, as someone may see them. Whoever may see everything gets the bytes
 * that all share; for others each frame is read, filtered and written anew. What is no message of ours does not pass.
 */
export function createFrameFilter(sight: Sight): (bytes: Uint8Array) => Uint8Array {
  if (sight.kind === 'everything') return (bytes) => bytes;
  const filterMessage = createMessageFilter(sight);
  return (bytes) => {
    const frames = new TextDecoder().decode(bytes).split('\n\n');
    const seen = frames.flatMap((frame) => {
      const message = frame === '' ? undefined : messageOf(frame);
      return message === undefined ? [] : [encodeFrame(filterMessage(message))];
    });
    return new TextEncoder().encode(seen.join(''));
  };
}

function messageOf(frame: string) {
  const lines = frame.split('\n');
  const event = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length) ?? '';
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length));
  return decodeMessage(event, data.join('\n'));
}
