import { describe, expect, it } from 'vitest';
import { runSliced } from '#lib/server/sweep/run-sliced.ts';

/** Each step takes one millisecond of the clock that it is handed. */
function counted(steps: number, clock: { millis: number }) {
  return function* count(): Generator<void, number> {
    for (let step = 0; step < steps; step++) {
      clock.millis += 1;
      yield;
    }
    return steps;
  };
}

describe('runSliced', () => {
  it('lets the event loop run between slices', async () => {
    const clock = { millis: 0 };
    let turns = 0;
    let running = true;
    const turn = () => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    const result = await runSliced(counted(50, clock)(), new AbortController().signal, () => clock.millis);
    running = false;
    expect(result).toBe(50);
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('ends where nobody waits any more', async () => {
    const clock = { millis: 0 };
    const controller = new AbortController();
    const running = runSliced(counted(1_000_000, clock)(), controller.signal, () => clock.millis);
    setImmediate(() => controller.abort());
    expect(await running).toBeUndefined();
    expect(clock.millis).toBeLessThan(1_000_000);
  });
});
