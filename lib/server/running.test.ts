import { expect, test } from 'vitest';
import { claimBoot, getRunning, type Running, releaseBoot, setRunning } from '#lib/server/running.ts';

test('what runs is found by every bundle of the process, and forgotten when it ends', () => {
  const running = { build: 'b' } as Running;
  setRunning(running);
  expect(getRunning()).toBe(running);
  expect(Reflect.get(globalThis, Symbol.for('zonescope.running'))).toBe(running);
  setRunning(undefined);
  expect(getRunning()).toBeUndefined();
});

test('only one may boot, until what it booted has ended', () => {
  expect([claimBoot(), claimBoot()]).toEqual([true, false]);
  releaseBoot();
  expect(claimBoot()).toBe(true);
  releaseBoot();
});
