import type { EpochMillis } from '#lib/model/object-meta.ts';

/** Time as the embedded cluster sees it; tests hand in one that they turn by hand. */
export interface Clock {
  now(): EpochMillis;
  /** Milliseconds since some moment, which only ever grow: for durations, since the time of day may be set or jump. */
  monotonic(): number;
  /** Runs once, not before `millis` have passed; the answer cancels it. */
  after(millis: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(millis, run) {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
};
