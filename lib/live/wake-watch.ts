import type { LiveClock } from '#lib/live/live-outside.ts';

const PULSE_MILLIS = 2_000;
/** Browsers let timers of a busy page be late, but not by this much. */
const JUMP_MILLIS = 6_000;

/**
 * Calls back when far more time has passed than was waited for: the machine slept, the page was frozen, or the clock was
 * set forward. What was connected before may be dead without anybody having said so. A clock set back is no such jump.
 *
 * @returns what ends the watch.
 */
export function watchForWake(clock: LiveClock, onWake: () => void): () => void {
  let before = clock.now();
  let timer = clock.setTimeout(pulse, PULSE_MILLIS);
  function pulse(): void {
    const now = clock.now();
    const slept = now - before - PULSE_MILLIS > JUMP_MILLIS;
    before = now;
    timer = clock.setTimeout(pulse, PULSE_MILLIS);
    if (slept) onWake();
  }
  return () => clock.clearTimeout(timer);
}
