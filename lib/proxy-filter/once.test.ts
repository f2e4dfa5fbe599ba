import { describe, expect, it } from 'vitest';
import { once } from '#lib/proxy-filter/once.ts';

describe('once()', () => {
  it('computes when asked, and never again, even where the value is undefined', () => {
    let asked = 0;
    const value = once(() => {
      asked++;
      return undefined;
    });
    expect(asked).toBe(0);
    expect([value(), value(), asked]).toEqual([undefined, undefined, 1]);
  });
});
