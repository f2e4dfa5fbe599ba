import type { Look } from '#lib/server/hub/look.ts';

export interface SubscriberOptions {
  readonly look: Look;
  /** Who reads, where readers are told apart and counted. */
  readonly client?: string;
  /** Unsent bytes after which the reader is cut off. */
  readonly maxQueuedBytes: number;
  /** Told of what is read and of who is cut off. */
  readonly traffic?: Traffic;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

/** What went out to all readers since the start. */
export interface Traffic {
  sentBytes: number;
  /** Readers that were cut off since they did not read. */
  evictions: number;
}

/** One open stream, read by pulling: what the reader does not take waits, up to a limit, and never in the reader's way. */
export interface Subscriber {
  readonly look: Look;
  readonly client?: string;
  /** The next bytes; undefined at the end. One call at a time. */
  next(): Promise<Uint8Array | undefined>;
  /** Adds a frame that all readers share. */
  push(bytes: Uint8Array): void;
  /** Goes on with these frames, made as they are pulled; what waited is thrown away. */
  restart(frames: Iterator<Uint8Array>): void;
  /** Ends after what waits and `last`. */
  finish(last?: Uint8Array): void;
  /** Ends now. */
  close(): void;
  /** Called when the reader is cut off, so that the connection behind it can be ended too. */
  onCutOff(listener: () => void): void;
}

export function createSubscriber({ look, client, maxQueuedBytes, traffic, onEnd }: SubscriberOptions): Subscriber {
  let first: Iterator<Uint8Array> | undefined;
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let state: 'open' | 'finishing' | 'closed' = 'open';
  let waiting: ((bytes: Uint8Array | undefined) => void) | undefined;
  let cutOff: () => void = () => undefined;

  function take(): Uint8Array | undefined {
    const bytes = nextBytes();
    if (traffic !== undefined) traffic.sentBytes += bytes?.length ?? 0;
    return bytes;
  }

  function nextBytes(): Uint8Array | undefined {
    const part = first?.next();
    if (part !== undefined && part.done !== true) return part.value;
    first = undefined;
    const bytes = queue.shift();
    queuedBytes -= bytes?.length ?? 0;
    return bytes;
  }

  function wake(): void {
    if (waiting === undefined) return;
    const bytes = take();
    if (bytes === undefined && state === 'open') return;
    const resolve = waiting;
    waiting = undefined;
    resolve(bytes);
    if (bytes === undefined) close();
  }

  function close(): void {
    if (state === 'closed') return;
    state = 'closed';
    first = undefined;
    queue = [];
    queuedBytes = 0;
    waiting?.(undefined);
    waiting = undefined;
    onEnd();
  }

  return {
    look,
    ...(client !== undefined && { client }),
    next() {
      const bytes = state === 'closed' ? undefined : take();
      if (bytes !== undefined) return Promise.resolve(bytes);
      if (state === 'finishing') close();
      if (state === 'closed') return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    push(bytes) {
      if (state !== 'open') return;
      queue.push(bytes);
      queuedBytes += bytes.length;
      wake();
      if (queuedBytes <= maxQueuedBytes) return;
      if (traffic !== undefined) traffic.evictions += 1;
      close();
      cutOff();
    },
    restart(frames) {
      if (state !== 'open') return;
      queue = [];
      queuedBytes = 0;
      first = frames;
      wake();
    },
    finish(last) {
      if (state !== 'open') return;
      if (last !== undefined) queue.push(last);
      state = 'finishing';
      wake();
    },
    close,
    onCutOff(listener) {
      cutOff = listener;
    },
  };
}
