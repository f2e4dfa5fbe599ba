import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { collectEndpoints } from '#lib/proxy-filter/collect-endpoints.ts';
import { anEndpoint, aSlice, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80 };
const collect = (slices: ReturnType<typeof aSlice>[], minor = 37, family: 'IPv4' | 'IPv6' = 'IPv4') =>
  collectEndpoints(slices, PORT, { family, rules: rulesOf(minor) });
const slicesOf = (endpoints: readonly ProxyEndpoint[] = []) => endpoints.map(({ key, slice }) => `${key} ${slice}`);
const addressed = (...addresses: readonly string[]): Endpoint => ({ addresses, conditions: {} });

describe('collectEndpoints()', () => {
  it('takes the first address only, and passes over an endpoint without any', () => {
    const { everywhere } = collect([aSlice([addressed('10.0.0.2', '10.0.0.3'), addressed()])]);
    expect(everywhere.map(({ key }) => key)).toEqual(['10.0.0.2:8080']);
  });

  it('takes the family from the address up to 1.32, from the slice later', () => {
    const slice = aSlice([addressed('10.0.0.1'), addressed('fd00::1')]);
    expect(slicesOf(collect([slice], 32).everywhere)).toEqual(['10.0.0.1:8080 svc-x']);
    expect(slicesOf(collect([slice], 33).everywhere)).toEqual(['10.0.0.1:8080 svc-x', '[fd00::1]:8080 svc-x']);
  });

  it('passes over a slice port without number', () => {
    expect(collect([aSlice([anEndpoint(1)], { ports: [{ name: 'http', protocol: 'TCP' }] })]).everywhere).toEqual([]);
    expect(collect([aSlice([anEndpoint(1)], { ports: [{ name: 'http', port: 0 }] })]).everywhere).toEqual([]);
  });

  it('sorts by what is written, brackets and all', () => {
    const ipv6 = aSlice([addressed('fd00::1'), addressed('fd00::1:9')], { addressType: 'IPv6' });
    expect(slicesOf(collect([ipv6], 37, 'IPv6').everywhere)).toEqual([
      '[fd00::1:9]:8080 svc-x',
      '[fd00::1]:8080 svc-x',
    ]);
    const mixed = aSlice([addressed('2001:db8::1'), addressed('203.0.113.7')]);
    expect(slicesOf(collect([mixed]).everywhere)).toEqual(['203.0.113.7:8080 svc-x', '[2001:db8::1]:8080 svc-x']);
  });

  it('writes addresses anew from 1.31 on', () => {
    const slice = aSlice([addressed('FD00::A')], { addressType: 'IPv6' });
    expect(collect([slice], 30, 'IPv6').everywhere[0]?.key).toBe('[FD00::A]:8080');
    expect(collect([slice], 31, 'IPv6').everywhere[0]?.key).toBe('[fd00::a]:8080');
  });

  it('lets the rival on the own node win up to 1.35, on every other node the first', () => {
    const slices = [
      aSlice([anEndpoint(1, { on: 'a1' })], { name: 'svc-1' }),
      aSlice([anEndpoint(1, { on: 'a2' })], { name: 'svc-2' }),
    ];
    const { everywhere, onNode } = collect(slices, 35);
    expect(slicesOf(everywhere)).toEqual(['10.0.0.1:8080 svc-1']);
    expect([...onNode.keys()]).toEqual(['a2']);
    expect(slicesOf(onNode.get('a2'))).toEqual(['10.0.0.1:8080 svc-2']);
  });

  it('lets the last rival that does not terminate win from 1.36 on, on all nodes', () => {
    const slices = [
      aSlice([anEndpoint(1, { on: 'a1' })], { name: 'svc-1' }),
      aSlice([anEndpoint(1, { on: 'a2' })], { name: 'svc-2' }),
      aSlice([anEndpoint(1, { on: 'a1', state: 'serving-terminating' })], { name: 'svc-3' }),
    ];
    const { everywhere, onNode } = collect(slices, 36);
    expect(slicesOf(everywhere)).toEqual(['10.0.0.1:8080 svc-2']);
    expect(onNode.size).toBe(0);
  });

  it('keeps the first of rivals that all terminate', () => {
    const ending = anEndpoint(1, { state: 'terminating' });
    const slices = [aSlice([ending], { name: 'svc-1' }), aSlice([ending], { name: 'svc-2' })];
    expect(slicesOf(collect(slices, 36).everywhere)).toEqual(['10.0.0.1:8080 svc-1']);
  });

  it('takes one address with two port numbers for one endpoint in 1.21 only', () => {
    const other = { ports: [{ name: 'http', protocol: 'TCP', port: 9090 }], name: 'svc-2' };
    const slices = [aSlice([anEndpoint(1)], { name: 'svc-1' }), aSlice([anEndpoint(1)], other)];
    expect(slicesOf(collect(slices, 21).everywhere)).toEqual(['10.0.0.1:8080 svc-1']);
    expect(slicesOf(collect(slices, 22).everywhere)).toEqual(['10.0.0.1:8080 svc-1', '10.0.0.1:9090 svc-2']);
  });

  it('takes the endpoints of a slice by address up to 1.30, as they stand later', () => {
    const twice = aSlice([
      { ...anEndpoint(1, { on: 'first' }), addresses: ['10.0.0.1', '10.0.0.9'] },
      { ...anEndpoint(1, { on: 'second' }), addresses: ['10.0.0.1', '10.0.0.5'] },
    ]);
    expect(collect([twice], 30).everywhere[0]?.endpoint.nodeName).toBe('second');
    expect(collect([twice], 31).everywhere[0]?.endpoint.nodeName).toBe('first');
  });
});
