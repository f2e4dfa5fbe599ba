import type { Clock } from '#lib/demo/clock.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';

interface Timer {
  readonly at: EpochMillis;
  readonly run: () => void;
}

/** A clock that stands still until it is turned. */
export interface FakeClock extends Clock {
  /** Goes on by `millis` and runs what falls due on the way, in its order, also what that starts anew. */
  advance(millis: number): void;
}

export function fakeClock(start: EpochMillis): FakeClock {
  let now = start;
  const timers = new Set<Timer>();
  const nextBefore = (end: EpochMillis) =>
    [...timers].filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at)[0];
  return {
    now: () => now,
    after(millis, run) {
      const timer = { at: now + millis, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(millis) {
      const end = now + millis;
      for (let due = nextBefore(end); due !== undefined; due = nextBefore(end)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}
