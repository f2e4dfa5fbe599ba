import type { Clock } from '#lib/demo/clock.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is turned. */
export interface FakeClock extends Clock {
  /** Goes on by `millis` and runs what falls due on the way, in its order, also what that starts anew. */
  advance(millis: number): void;
  /** Sets the time of day forward or back: somebody corrected it, or the machine slept. No timer is nearer for it. */
  jump(millis: number): void;
}

export function fakeClock(start: EpochMillis): FakeClock {
  let elapsed = 0;
  let begin = start;
  const timers = new Set<Timer>();
  const nextBefore = (end: number) =>
    [...timers].filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at)[0];
  return {
    now: () => begin + elapsed,
    monotonic: () => elapsed,
    after(millis, run) {
      const timer = { at: elapsed + millis, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(millis) {
      const end = elapsed + millis;
      for (let due = nextBefore(end); due !== undefined; due = nextBefore(end)) {
        timers.delete(due);
        elapsed = Math.max(elapsed, due.at);
        due.run();
      }
      elapsed = end;
    },
    jump(millis) {
      begin += millis;
    },
  };
}
