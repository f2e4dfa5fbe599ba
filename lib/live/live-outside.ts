import type { PageLife } from '#lib/live/page-life.ts';
import type { NamespacedName } from '#lib/model/names.ts';

/** The part of EventSource that is used, so that a test may hand in another one. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface LiveClock {
  now(): number;
  setTimeout(run: () => void, millis: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** What a live store is made of. */
export interface LiveStoreOptions {
  readonly EventSource: new (url: string) => EventSourceLike;
  /** The stream's address without query: `/api/stream`. */
  readonly url: string;
  readonly clock: LiveClock;
  /** 0 <= random() < 1. */
  readonly random: () => number;
  readonly page?: PageLife;
  /** Selected from the start. */
  readonly service?: NamespacedName;
}
