import { expect, it } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';

it('runs what falls due in its order, also what that starts anew', () => {
  const clock = fakeClock(1000);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b at ${clock.now()}`));
  clock.after(10, () => {
    ran.push(`a at ${clock.now()}`);
    clock.after(5, () => ran.push(`c at ${clock.now()}`));
  });
  clock.after(31, () => ran.push('late'));
  const cancel = clock.after(1, () => ran.push('cancelled'));
  cancel();
  clock.advance(30);
  expect(ran).toEqual(['a at 1010', 'c at 1015', 'b at 1020']);
  expect(clock.now()).toBe(1030);
});
