/** How long one slice may hold the event loop. */
const SLICE_MILLIS = 5;

/**
 * Runs a computation that offers pauses in slices of a few milliseconds, with the event loop free in between; undefined
 * when the signal ended it.
 */
export async function runSliced<Result>(
  steps: Generator<void, Result>,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<Result | undefined> {
  while (!signal.aborted) {
    const until = now() + SLICE_MILLIS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
