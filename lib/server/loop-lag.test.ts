import { expect, test } from 'vitest';
import { measureLoopLag } from '#lib/server/loop-lag.ts';

test('fault 34: an event loop that is held up for 300 ms is found', async () => {
  const lag = measureLoopLag();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const end = performance.now() + 300;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(lag.worstMillis()).toBeGreaterThan(200);
  lag.stop();
});
