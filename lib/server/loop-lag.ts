import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LoopLag {
  /** The longest delay of the last few seconds, in milliseconds. */
  worstMillis(): number;
  stop(): void;
}

const WINDOW_MILLIS = 5_000;

/** Measures how long the event loop was blocked, over the window that runs and the one before it. */
export function measureLoopLag(): LoopLag {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before = 0;
  const timer = setInterval(() => {
    before = delay.max;
    delay.reset();
  }, WINDOW_MILLIS);
  timer.unref();
  return {
    worstMillis: () => Math.max(before, delay.max) / 1e6,
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
