import type { Clock } from '#lib/demo/clock.ts';

export interface SilenceWatch {
  /** Something came: the wait begins anew. */
  heard(): void;
  stop(): void;
}

/** Calls back once when nothing has been heard for `millis()`, which is asked at each wait and may change on the way. */
export function watchSilence(clock: Clock, millis: () => number, onSilence: () => void): SilenceWatch {
  let lastHeard = clock.monotonic();
  let cancel: () => void = () => undefined;
  const listen = (): void => {
    const left = lastHeard + millis() - clock.monotonic();
    if (left <= 0) onSilence();
    else cancel = clock.after(left, listen);
  };
  listen();
  return {
    heard() {
      lastHeard = clock.monotonic();
    },
    stop: () => cancel(),
  };
}
