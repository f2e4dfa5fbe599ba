import { StatusError } from '#lib/demo/api-server/status-error.ts';
import type { Clock } from '#lib/demo/clock.ts';

/** A sync whose write is refused is tried again after a second, then after twice as long each time. */
const FIRST_RETRY_MILLIS = 1000;
const MOST_RETRIES = 15;

/**
 * Keys to look at, each once however often it was added, taken after the write that caused them is done
 * (client-go's work queue without its threads).
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #sync: (key: string) => void;
  readonly #waiting = new Set<string>();
  readonly #cancels = new Set<() => void>();
  readonly #retriesByKey = new Map<string, number>();
  #isArmed = false;
  #isStopped = false;

  constructor(clock: Clock, sync: (key: string) => void) {
    this.#clock = clock;
    this.#sync = sync;
  }

  add(key: string): void {
    if (this.#isStopped) return;
    this.#waiting.add(key);
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#after(0, () => this.#drain());
  }

  addAfter(key: string, millis: number): void {
    if (!this.#isStopped) this.#after(millis, () => this.add(key));
  }

  /** Adds the key again, later each time, until it has been tried often enough. */
  retry(key: string): void {
    const tried = this.#retriesByKey.get(key) ?? 0;
    if (tried >= MOST_RETRIES) {
      this.#retriesByKey.delete(key);
      return;
    }
    this.#retriesByKey.set(key, tried + 1);
    this.addAfter(key, FIRST_RETRY_MILLIS * 2 ** tried);
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting.clear();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #after(millis: number, run: () => void): void {
    const cancel = this.#clock.after(millis, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  #drain(): void {
    this.#isArmed = false;
    const keys = [...this.#waiting];
    this.#waiting.clear();
    for (const key of keys) if (!this.#isStopped) this.#syncOrRetry(key);
  }

  #syncOrRetry(key: string): void {
    try {
      this.#sync(key);
      this.#retriesByKey.delete(key);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.retry(key);
    }
  }
}

/** `namespace/name` of a queue's key in its two parts. */
export function keyParts(key: string): { readonly namespace: string; readonly name: string } {
  const cut = key.indexOf('/');
  return { namespace: key.slice(0, cut), name: key.slice(cut + 1) };
}
