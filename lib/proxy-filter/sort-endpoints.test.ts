import { describe, expect, it } from 'vitest';
import { joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import { anEndpoint } from '#lib/proxy-filter/routing.test-support.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { compareTexts } from '#lib/proxy-filter/sort-by-text.ts';
import { hasRivals, sortByIdentity } from '#lib/proxy-filter/sort-endpoints.ts';

const endpointAt = (address: string, port: number): ProxyEndpoint => ({
  address,
  port,
  key: joinHostPort(address, port),
  endpoint: anEndpoint(1),
  slice: 'svc-x',
});

const NUMBERS = Array.from({ length: 70 }, (_, index) => (index * 37) % 71);
const IPV4 = NUMBERS.map((number) => `10.0.0.${number}`);
/** Some of them go on where others end, where what stands behind an address decides. */
const IPV6 = NUMBERS.flatMap((number) => [`fd00::${number}`, `fd00::${number}:9`]);
/** By its first characters an IPv6 address would stand among those of IPv4. */
const MIXED = [...NUMBERS.map((number) => `203.0.113.${number}`), ...NUMBERS.map((number) => `2001:db8::${number}`)];
const LISTS = { IPv4: IPV4, IPv6: IPV6, 'both families': MIXED };

describe('sortByIdentity()', () => {
  it.each(Object.entries(LISTS))('sorts %s as kube-proxy sorts their texts, however many there are', (_, addresses) => {
    const endpoints = addresses.flatMap((address, index) =>
      (index % 3 === 0 ? [8080, 80] : [80]).map((port) => endpointAt(address, port)),
    );
    for (const identity of ['key', 'address'] as const) {
      const want = endpoints.toSorted((left, right) => compareTexts(left[identity], right[identity]));
      expect(sortByIdentity(endpoints, identity)).toEqual(want);
      expect(sortByIdentity(endpoints.slice(0, 20), identity)).toEqual(
        want.filter((one) => endpoints.indexOf(one) < 20),
      );
    }
  });
});

describe('hasRivals()', () => {
  const neighbours = [endpointAt('10.0.0.1', 80), endpointAt('10.0.0.1', 8080), endpointAt('10.0.0.2', 8080)];

  it('tells whether two beside each other have one address, or one address and port', () => {
    expect(hasRivals(neighbours, 'address')).toBe(true);
    expect(hasRivals(neighbours, 'key')).toBe(false);
    expect(hasRivals([...neighbours, endpointAt('10.0.0.2', 8080)], 'key')).toBe(true);
    expect(hasRivals([], 'address')).toBe(false);
  });
});
