import { expect, test } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import { createTicker } from '#lib/server/hub/ticker.ts';

test('the first after quiet runs at once, the next 100 ms after it, however many there are', () => {
  const clock = fakeClock(0);
  const ran: number[] = [];
  const ticker = createTicker(clock, 100, () => ran.push(clock.now()));
  for (let at = 0; at < 250; at += 10) {
    ticker.poke();
    clock.advance(10);
  }
  clock.advance(1_000);
  ticker.poke();
  clock.advance(0);
  expect(ran).toEqual([0, 100, 200, 300, 1_250]);
});

test('stopped, it runs no more', () => {
  const clock = fakeClock(0);
  let ran = 0;
  const ticker = createTicker(clock, 100, () => {
    ran += 1;
  });
  ticker.poke();
  ticker.stop();
  ticker.poke();
  clock.advance(1_000);
  expect(ran).toBe(0);
});
