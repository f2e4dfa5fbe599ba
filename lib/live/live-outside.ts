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
