import type { Clock } from '#lib/demo/clock.ts';

export interface Ticker {
  /** Something has changed. */
  poke(): void;
  stop(): void;
}

/**
 * Calls `run` for the first change after quiet at once (when what is being taken in now is in), then at most once each
 * `millis`, for all changes since.
 */
export function createTicker(clock: Clock, millis: number, run: () => void): Ticker {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  return {
    poke() {
      if (cancel !== undefined) return;
      const wait = Math.max(0, last + millis - clock.now());
      cancel = clock.after(wait, () => {
        cancel = undefined;
        last = clock.now();
        run();
      });
    },
    stop() {
      cancel?.();
      cancel = () => undefined;
    },
  };
}
