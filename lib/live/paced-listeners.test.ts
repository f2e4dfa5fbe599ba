import { describe, expect, test } from 'vitest';
import { TestClock } from '#lib/live/outside.test-support.ts';
import { createPacedListeners } from '#lib/live/paced-listeners.ts';

const DRAWING_MILLIS = 60;

function rig() {
  const clock = new TestClock();
  const listeners = createPacedListeners(clock);
  const drawnAt: number[] = [];
  const began = clock.now();
  listeners.subscribe(() => {
    drawnAt.push(clock.now() - began);
    clock.sleep(DRAWING_MILLIS);
  });
  return { clock, listeners, drawnAt };
}

describe('createPacedListeners', () => {
  test('the first change is told at once', () => {
    const { listeners, drawnAt } = rig();
    listeners.tellPaced();
    expect(drawnAt).toEqual([0]);
  });

  test('what comes while the page draws, and for as long again, is told once, when the page has rested', () => {
    const { clock, listeners, drawnAt } = rig();
    listeners.tellPaced();
    for (let change = 0; change < 5; change += 1) listeners.tellPaced();
    clock.advance(DRAWING_MILLIS - 1);
    expect(drawnAt).toEqual([0]);
    clock.advance(1);
    expect(drawnAt).toEqual([0, 2 * DRAWING_MILLIS]);
  });

  test('under changes without end the page draws half of the time', () => {
    const { clock, listeners, drawnAt } = rig();
    for (let millis = 0; millis < 12_000; millis += 10) {
      listeners.tellPaced();
      clock.advance(10);
    }
    expect((drawnAt.length * DRAWING_MILLIS) / (clock.now() - 1_000_000)).toBeCloseTo(0.5, 1);
  });

  test('after quiet a change is told at once again', () => {
    const { clock, listeners, drawnAt } = rig();
    listeners.tellPaced();
    clock.advance(1_000);
    listeners.tellPaced();
    expect(drawnAt).toEqual([0, 1_000 + DRAWING_MILLIS]);
  });

  test('what may not wait is told at once, and what waited with it', () => {
    const { clock, listeners, drawnAt } = rig();
    listeners.tellPaced();
    listeners.tellPaced();
    listeners.tell();
    expect(drawnAt).toHaveLength(2);
    clock.advance(1_000);
    expect(drawnAt).toHaveLength(2);
  });

  test('a listener that is taken away is told nothing', () => {
    const { listeners } = rig();
    let told = 0;
    const leave = listeners.subscribe(() => {
      told += 1;
    });
    listeners.tell();
    leave();
    listeners.tell();
    expect(told).toBe(1);
  });
});
