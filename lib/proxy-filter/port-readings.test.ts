import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectEndpoints } from '#lib/proxy-filter/collect-endpoints.ts';
import { createPortReadings } from '#lib/proxy-filter/port-readings.ts';
import { anEndpoint, aSlice, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80 };
const sliceOf = (name: string, ...numbers: readonly number[]) =>
  aSlice(
    numbers.map((number) => anEndpoint(number, { on: `n-${name}` })),
    { name },
  );

describe('readings of a port', () => {
  it('keep what was read of a slice that is there again', () => {
    const readings = createPortReadings();
    const options = { family: 'IPv4', rules: rulesOf(37), readings } as const;
    const [one, two] = [sliceOf('svc-1', 1, 5, 9), sliceOf('svc-2', 2)];
    const before = collectEndpoints([one, two], PORT, options).everywhere;
    const after = collectEndpoints([one, sliceOf('svc-2', 3)], PORT, options).everywhere;
    expect(after.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.3', '10.0.0.5', '10.0.0.9']);
    expect([after[0], after[2], after[3]].map((endpoint) => endpoint && before.includes(endpoint))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('are kept over as many steps as there are, each with a slice that stays', () => {
    const readings = createPortReadings();
    const options = { family: 'IPv4', rules: rulesOf(37), readings } as const;
    const stays = sliceOf('svc-1', 1, 5, 9);
    const [first] = collectEndpoints([stays, sliceOf('svc-2', 2)], PORT, options).everywhere;
    for (const number of [3, 4, 6]) {
      expect(collectEndpoints([stays, sliceOf('svc-2', number)], PORT, options).everywhere[0]).toBe(first);
    }
  });

  it('give the very same list where every slice is there again', () => {
    const readings = createPortReadings();
    const options = { family: 'IPv4', rules: rulesOf(37), readings } as const;
    const slices = [sliceOf('svc-1', 1, 5), sliceOf('svc-2', 2)];
    const before = collectEndpoints(slices, PORT, options).everywhere;
    expect(collectEndpoints(slices, PORT, options).everywhere).toBe(before);
  });

  it('are apart for each kind of kube-proxy, and for each port', () => {
    const readings = createPortReadings();
    const slice = aSlice([{ addresses: ['FD00::A'], conditions: {} }], { addressType: 'IPv6' });
    const keyOf = (minor: number, port = PORT) =>
      collectEndpoints([slice], port, { family: 'IPv6', rules: rulesOf(minor), readings }).everywhere[0]?.key;
    expect([keyOf(30), keyOf(31), keyOf(30)]).toEqual(['[FD00::A]:8080', '[fd00::a]:8080', '[FD00::A]:8080']);
    expect(keyOf(31, { ...PORT, name: 'other' })).toBeUndefined();
  });

  it('give what reading anew gives, whatever slices come one after the other, rivals too', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
    const pool = fc.array(numbers, { minLength: 4, maxLength: 4 });
    const picks = fc.array(fc.subarray([0, 1, 2, 3]), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(pool, picks, fc.constantFrom(21, 30, 35, 37), (slicesOfPool, steps, minor) => {
        const readings = createPortReadings();
        const slices = slicesOfPool.map((of, index) => sliceOf(`svc-${index}`, ...of));
        for (const step of steps) {
          const given = slices.filter((_, index) => step.includes(index));
          const options = { family: 'IPv4', rules: rulesOf(minor) } as const;
          const again = collectEndpoints(given, PORT, { ...options, readings });
          expect(again).toEqual(collectEndpoints(given, PORT, options));
        }
      }),
      { numRuns: 300 },
    );
  });
});
