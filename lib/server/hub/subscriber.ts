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
  readonly onEnd: (subscriber: Subscriber) => void;
}

/** What went out to all readers since the start. */
export interface Traffic {
  sentBytes: number;
  /** Readers that were cut off since they did not read. */
  evictions: number;
}

/** Takes the next bytes; undefined at the end. */
export type TakeBytes = (bytes: Uint8Array | undefined) => void;

/**
 * One open stream, read by pulling: what the reader does not take waits, up to a limit, and never in the reader's way.
 * A class, and no promises between it and its stream: there are hundreds at once, and what each one holds is counted.
 */
export class Subscriber {
  readonly look: Look;
  readonly client: string | undefined;
  readonly #maxQueuedBytes: number;
  readonly #traffic: Traffic | undefined;
  readonly #onEnd: (subscriber: Subscriber) => void;
  #first: Iterator<Uint8Array> | undefined;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #state: 'open' | 'finishing' | 'closed' = 'open';
  /** The reader, where it has asked and there was nothing: then nothing waits. */
  #waiting: TakeBytes | undefined;
  #cutOff: (() => void) | undefined;

  constructor({ look, client, maxQueuedBytes, traffic, onEnd }: SubscriberOptions) {
    this.look = look;
    this.client = client;
    this.#maxQueuedBytes = maxQueuedBytes;
    this.#traffic = traffic;
    this.#onEnd = onEnd;
  }

  /** Hands over the next bytes, now or as soon as there are some. One call at a time. */
  pull(take: TakeBytes): void {
    const bytes = this.#next();
    if (bytes === undefined && this.#state === 'finishing') this.close();
    if (bytes !== undefined) this.#give(take, bytes);
    else if (this.#state === 'closed') take(undefined);
    else this.#waiting = take;
  }

  /** Adds a frame that all readers share. */
  push(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    const take = this.#waiting;
    this.#waiting = undefined;
    if (take === undefined) this.#enqueue(bytes);
    else this.#give(take, bytes);
  }

  /** Goes on with these frames, made as they are pulled; what waited is thrown away. */
  restart(frames: Iterator<Uint8Array>): void {
    if (this.#state !== 'open') return;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#first = frames;
    this.#wake();
  }

  /** Ends after what waits and `last`. */
  finish(last?: Uint8Array): void {
    if (this.#state !== 'open') return;
    if (last !== undefined) this.#queue.push(last);
    this.#state = 'finishing';
    this.#wake();
  }

  /** Ends now. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#first = undefined;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#wake();
    this.#onEnd(this);
  }

  /** Called when the reader is cut off, so that the connection behind it can be ended too. */
  onCutOff(listener: () => void): void {
    this.#cutOff = listener;
  }

  #next(): Uint8Array | undefined {
    const part = this.#first?.next();
    if (part !== undefined && part.done !== true) return part.value;
    this.#first = undefined;
    const bytes = this.#queue.shift();
    this.#queuedBytes -= bytes?.length ?? 0;
    return bytes;
  }

  #enqueue(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    if (this.#queuedBytes <= this.#maxQueuedBytes) return;
    if (this.#traffic !== undefined) this.#traffic.evictions += 1;
    this.close();
    this.#cutOff?.();
  }

  #give(take: TakeBytes, bytes: Uint8Array): void {
    if (this.#traffic !== undefined) this.#traffic.sentBytes += bytes.length;
    take(bytes);
  }

  #wake(): void {
    const take = this.#waiting;
    this.#waiting = undefined;
    if (take !== undefined) this.pull(take);
  }
}
