import type { EventSourceLike, LiveClock } from '#lib/live/live-outside.ts';

/** A clock that stands still until it is turned. */
export class TestClock implements LiveClock {
  #now = 1_000_000;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, millis: number): unknown {
    const timer = { at: this.#now + millis, run };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    for (const timer of this.#timers) if (timer === handle) this.#timers.delete(timer);
  }

  /** Time passes and no timer runs; those that have become due run late, with the next turn. */
  sleep(millis: number): void {
    this.#now += millis;
  }

  advance(millis: number): void {
    const end = this.#now + millis;
    for (;;) {
      const [due] = [...this.#timers].filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at);
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}

type Listener = (event: { readonly data?: unknown }) => void;

/** What a browser's EventSource does, over fetch, but for its own retries: the store closes it before they would come. */
export class TestEventSource implements EventSourceLike {
  readonly #listenersByType = new Map<string, Set<Listener>>();
  readonly #aborted = new AbortController();

  constructor(url: string) {
    void this.#read(url);
  }

  addEventListener(type: string, listener: Listener): void {
    const listeners = this.#listenersByType.get(type) ?? new Set();
    this.#listenersByType.set(type, listeners.add(listener));
  }

  close(): void {
    this.#aborted.abort();
  }

  async #read(url: string): Promise<void> {
    try {
      const response = await fetch(url, { signal: this.#aborted.signal });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (response.status !== 200 || !isStream || response.body === null) throw new Error('Cannot open the stream');
      this.#emit('open', undefined);
      let pending = '';
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        pending += text;
        const blocks = pending.split('\n\n');
        pending = blocks.pop() ?? '';
        for (const block of blocks) this.#dispatch(block);
      }
    } catch {
      // Told by the error event below, as a browser does.
    }
    this.#emit('error', undefined);
  }

  #dispatch(block: string): void {
    const valueByField = new Map<string, string>();
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon <= 0) continue;
      const [field, value] = [line.slice(0, colon), line.slice(colon + 2)];
      const before = field === 'data' ? valueByField.get(field) : undefined;
      valueByField.set(field, before === undefined ? value : `${before}\n${value}`);
    }
    const data = valueByField.get('data');
    if (data !== undefined) this.#emit(valueByField.get('event') ?? 'message', data);
  }

  #emit(type: string, data: string | undefined): void {
    if (this.#aborted.signal.aborted) return;
    for (const listener of this.#listenersByType.get(type) ?? []) listener({ data });
  }
}
