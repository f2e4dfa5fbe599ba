import type { Clock } from '#lib/demo/clock.ts';

const TICK_MILLIS = 5_000;
const JUMP_MILLIS = 5_000;

/**
 * Calls back when the time of day has gone on much further than a 5 s timer explains: the machine slept, the process was
 * stopped, or somebody set the clock. Neither sockets nor timers notice that, and what was connected may be dead.
 */
export function watchForWake(clock: Clock, onWake: () => void): () => void {
  let cancel: () => void = () => undefined;
  const arm = (): void => {
    const before = clock.now();
    cancel = clock.after(TICK_MILLIS, () => {
      const slept = clock.now() - before > TICK_MILLIS + JUMP_MILLIS;
      arm();
      if (slept) onWake();
    });
  };
  arm();
  return () => cancel();
}
