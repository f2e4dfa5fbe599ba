import { expect, it } from 'vitest';
import { systemClock } from '#lib/demo/clock.ts';

it('runs later, and not once it is cancelled', async () => {
  const ran: string[] = [];
  const cancel = systemClock.after(0, () => ran.push('cancelled'));
  cancel();
  await new Promise<void>((resolve) => systemClock.after(1, resolve));
  expect(ran).toEqual([]);
  expect(systemClock.now()).toBeGreaterThan(Date.parse('2020-01-01'));
});
