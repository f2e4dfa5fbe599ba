import type { Subscriber } from '#lib/server/hub/subscriber.ts';

/** The next bytes of a stream; undefined at the end. */
export function nextOf(subscriber: Subscriber): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => subscriber.pull(resolve));
}
