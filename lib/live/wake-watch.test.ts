import { expect, test } from 'vitest';
import { TestClock } from '#lib/live/outside.test-support.ts';
import { watchForWake } from '#lib/live/wake-watch.ts';

function rig() {
  const clock = new TestClock();
  let wakes = 0;
  const stop = watchForWake(clock, () => {
    wakes += 1;
  });
  return { clock, stop, wakes: () => wakes };
}

test('fault 18: time that passed while no timer ran is told once', () => {
  const { clock, wakes } = rig();
  clock.advance(60_000);
  expect(wakes()).toBe(0);
  clock.sleep(600_000);
  clock.advance(10_000);
  expect(wakes()).toBe(1);
});

test('a timer that is a little late, and a clock set back, are no sleep', () => {
  const { clock, wakes } = rig();
  clock.sleep(3_000);
  clock.advance(10_000);
  clock.sleep(-3_600_000);
  clock.advance(10_000);
  expect(wakes()).toBe(0);
});

test('stopped, it has no timer left', () => {
  const { clock, stop } = rig();
  clock.advance(7_000);
  stop();
  expect(clock.pending).toBe(0);
});
