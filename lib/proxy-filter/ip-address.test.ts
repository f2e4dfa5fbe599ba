import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIps, formatIp, ipFamilyOf, joinHostPort, parseIp } from '#lib/proxy-filter/ip-address.ts';

describe('formatIp()', () => {
  it.each([
    ['10.0.0.7', '10.0.0.7'],
    ['010.000.0.07', '10.0.0.7'],
    ['fd00:0:0::2', 'fd00::2'],
    ['FD00::A', 'fd00::a'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['64:ff9b::10.0.0.7', '64:ff9b::a00:7'],
    ['64:ff9b::10.1.2.7', '64:ff9b::a01:207'],
    ['255.255.255.255', '255.255.255.255'],
    ['010.0.0.255', '10.0.0.255'],
    ['1::3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
    ['1:0:0:0:0:ffff:a00:7', '1::ffff:a00:7'],
  ])('writes %s as Go does: %s', (text, want) => {
    expect(formatIp(text)).toBe(want);
  });

  it.each([
    '',
    'x10.0.0.1',
    '10.0.0.1x',
    '1.2.3.4::',
    '10.0.0',
    '10.0.0.256',
    '1::2::3',
    '1:2:3',
    '12345::',
    ':::',
    'db.example.com',
    '1:2:3:4:5:6:7::8:9',
  ])('leaves what is no address as it is: "%s"', (text) => {
    expect(parseIp(text)).toBeUndefined();
    expect(formatIp(text)).toBe(text);
  });

  it('is stable, and keeps the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const formatted = formatIp(text);
        expect(formatIp(formatted)).toBe(formatted);
        expect(parseIp(formatted)).toEqual(parseIp(text));
      }),
    );
  });
});

describe('ipFamilyOf()', () => {
  it.each([
    ['10.0.0.7', 'IPv4'],
    ['fd00::1', 'IPv6'],
    ['::ffff:10.0.0.7', 'IPv4'],
    ['db.example.com', 'IPv4'],
    ['1::2::3', 'IPv4'],
  ])('takes %s for %s, and what is no address for IPv4, as kube-proxy does', (text, family) => {
    expect(ipFamilyOf(text)).toBe(family);
  });
});

describe('compareIps()', () => {
  it('orders by number, IPv4 before IPv6, what is no address last', () => {
    const sorted = ['10.0.0.9', '10.0.0.10', '203.0.113.7', 'fd00::9', 'fd00::10', 'a', 'b'];
    expect(sorted.toReversed().sort(compareIps)).toEqual(sorted);
    expect(compareIps('FD00::A', 'fd00::a')).toBe(0);
  });
});

describe('joinHostPort()', () => {
  it('puts IPv6 in brackets', () => {
    expect(joinHostPort('10.0.0.7', 80)).toBe('10.0.0.7:80');
    expect(joinHostPort('fd00::7', 80)).toBe('[fd00::7]:80');
  });
});
