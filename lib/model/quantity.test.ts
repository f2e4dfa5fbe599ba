import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliOfNano, parseNano, parseUnits } from '#lib/model/quantity.ts';

describe('parseNano() reads quantities as resource.ParseQuantity does', () => {
  const cases = [
    { quantity: '4', nano: 4e9 },
    { quantity: '3920m', nano: 3.92e9 },
    { quantity: '0.5', nano: 5e8 },
    { quantity: '.5', nano: 5e8 },
    { quantity: '1e1', nano: 1e10 },
    { quantity: '1E1', nano: 1e10 },
    { quantity: '12e-1', nano: 1.2e9 },
    { quantity: '2k', nano: 2e12 },
    { quantity: '1Ki', nano: 1.024e12 },
    { quantity: '100n', nano: 100 },
    { quantity: '7u', nano: 7000 },
    { quantity: '-2', nano: -2e9 },
    { quantity: '+2', nano: 2e9 },
    { quantity: '0.0000000001', nano: 1 },
    { quantity: '1.0000000001', nano: 1_000_000_001 },
    { quantity: '0', nano: 0 },
  ];
  for (const { quantity, nano } of cases) {
    it(`reads ${quantity} as ${nano} nano`, () => expect(parseNano(quantity)).toBe(nano));
  }

  for (const quantity of ['', '.', 'abc', '1x', '1 ', '1e', '1mi', '--1', 'e3', '1.2.3', 'm']) {
    it(`refuses "${quantity}" with what to write instead`, () => {
      expect(() => parseNano(quantity)).toThrow(`Cannot read quantity: "${quantity}" is not a Kubernetes quantity`);
    });
  }

  it('agrees with integer arithmetic for every milli-CPU', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (milli) => parseNano(`${milli}m`) === milli * 1e6));
  });
});

describe('parseUnits() rounds up to whole units', () => {
  const cases = [
    { quantity: '16Gi', units: 17_179_869_184 },
    { quantity: '110', units: 110 },
    { quantity: '1500m', units: 2 },
    { quantity: '1m', units: 1 },
    { quantity: '1e3', units: 1000 },
  ];
  for (const { quantity, units } of cases) {
    it(`reads ${quantity} as ${units}`, () => expect(parseUnits(quantity)).toBe(units));
  }
});

describe('milliOfNano() rounds up as Quantity.MilliValue does', () => {
  it('keeps whole milli values', () => expect(milliOfNano(3.92e9)).toBe(3920));
  it('rounds a single nano up', () => expect(milliOfNano(1)).toBe(1));
});
