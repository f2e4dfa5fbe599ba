import type { LiveClock } from '#lib/live/live-outside.ts';

/** Whoever wants to know that something changed. */
export interface PacedListeners {
  /** Returns what takes the listener away again. */
  subscribe(listener: () => void): () => void;
  /** Tells all of them now. */
  tell(): void;
  /** Tells all of them now or, where that would leave the page no time for its reader, once for all that came meanwhile. */
  tellPaced(): void;
}

/** A page that was asleep, or whose clock was set, has not drawn for so long. */
const LONGEST_REST_MILLIS = 2_000;

/**
 * Listeners that draw. A cluster may change ten times a second and a drawing of it take longer than that leaves: then a page
 * would draw without end, and answer no click. So it rests for as long as it has drawn, and draws what stands then.
 */
export function createPacedListeners(clock: LiveClock): PacedListeners {
  const listeners = new Set<() => void>();
  let isBusy = false;
  let isDue = false;

  function tell(): void {
    isDue = false;
    for (const listener of [...listeners]) listener();
  }

  function tellPaced(): void {
    if (isBusy) {
      isDue = true;
      return;
    }
    isBusy = true;
    const began = clock.now();
    tell();
    // What listeners bring about (React draws in a microtask) is over when the next task begins.
    clock.setTimeout(() => {
      const taken = Math.min(Math.max(0, clock.now() - began), LONGEST_REST_MILLIS);
      clock.setTimeout(rested, taken);
    }, 0);
  }

  function rested(): void {
    isBusy = false;
    if (isDue) tellPaced();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
    tellPaced,
  };
}
