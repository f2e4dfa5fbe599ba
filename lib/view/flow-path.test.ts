import { describe, expect, it } from 'vitest';
import { flowPath, heightAt } from '#lib/view/flow-path.ts';

describe('flowPath', () => {
  it('is a straight line between equal heights', () => {
    expect(flowPath({ x: 10, y: 20 }, { x: 110, y: 20 })).toBe('M10 20H110');
  });

  it('leaves and arrives level', () => {
    expect(flowPath({ x: 0, y: 0 }, { x: 100, y: 60 })).toBe('M0 0C50 0 50 60 100 60');
  });
});

describe('heightAt', () => {
  it('is that of the ends at the ends, and half way in the middle', () => {
    const [from, to] = [
      { x: 0, y: 0 },
      { x: 100, y: 60 },
    ];
    expect([0, 50, 100, 400].map((x) => heightAt(from, to, x))).toEqual([0, 30, 60, 60]);
  });
});
