import type { EpochMillis } from '#lib/model/object-meta.ts';

/** Time as the embedded cluster sees it; tests hand in one that they turn by hand. */
export interface Clock {
  now(): EpochMillis;
  /** Runs once, not before `millis` have passed; the answer cancels it. */
  after(millis: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(millis, run) {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
};
