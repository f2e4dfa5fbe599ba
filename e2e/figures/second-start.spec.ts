import { expect, test } from '@playwright/test';
import { startZonescope } from '../support/start-zonescope.ts';
import { waitedForCore } from '../support/waited-for-core.ts';

/** The aim, for a start without what the neighbours on the machine took: while they ran, it waited. */
const AIM_SECONDS = 3;
/** With it, a shared machine gets half as much again before a run fails. */
const MOST_SECONDS = 4.5;

test('a second start takes some 3 s to its URL at most', async () => {
  const starts: { readonly wall: number; readonly own: number }[] = [];
  for (let start = 0; start < 3; start += 1) {
    const began = performance.now();
    const zonescope = await startZonescope(['--demo']);
    const wall = (performance.now() - began) / 1000;
    starts.push({ wall, own: wall - waitedForCore(zonescope.pid) });
    await zonescope.stop();
  }
  const sorted = (of: 'wall' | 'own'): readonly number[] =>
    starts.map((each) => each[of]).toSorted((left, right) => left - right);
  const told = (of: 'wall' | 'own'): string =>
    sorted(of)
      .map((seconds) => seconds.toFixed(1))
      .join(', ');
  console.log(`second start: ${told('wall')} s to the URL, of which ${told('own')} s not waiting for a core`);
  expect(sorted('wall')[1]).toBeLessThanOrEqual(MOST_SECONDS);
  expect(sorted('own')[1]).toBeLessThanOrEqual(AIM_SECONDS);
});
