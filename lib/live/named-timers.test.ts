import { expect, test } from 'vitest';
import { createNamedTimers } from '#lib/live/named-timers.ts';
import { TestClock } from '#lib/live/outside.test-support.ts';

test('a timer takes the place of the one of its name, and those that are cleared do not run', () => {
  const clock = new TestClock();
  const timers = createNamedTimers<'a' | 'b' | 'c'>(clock);
  const ran: string[] = [];
  timers.set('a', 10, () => ran.push('first'));
  timers.set('a', 20, () => ran.push('second'));
  timers.set('b', 20, () => ran.push('b'));
  timers.set('c', 20, () => ran.push('c'));
  timers.clear('b', 'c');
  clock.advance(100);
  expect([ran, clock.pending]).toEqual([['second'], 0]);
});

test('one that has run may be set again by what it ran', () => {
  const clock = new TestClock();
  const timers = createNamedTimers<'a'>(clock);
  let runs = 0;
  const run = (): void => {
    runs += 1;
    if (runs < 3) timers.set('a', 10, run);
  };
  timers.set('a', 10, run);
  clock.advance(100);
  expect([runs, clock.pending]).toEqual([3, 0]);
});
