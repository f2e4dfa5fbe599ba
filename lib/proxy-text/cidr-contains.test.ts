import { describe, expect, it } from 'vitest';
import { cidrContains } from '#lib/proxy-text/cidr-contains.ts';

describe('cidrContains() compares as many bits as the CIDR says', () => {
  const cases = [
    { cidr: '172.18.0.0/16', ip: '172.18.255.3', want: true },
    { cidr: '172.18.0.0/16', ip: '172.19.0.3', want: false },
    { cidr: '10.0.0.128/25', ip: '10.0.0.127', want: false },
    { cidr: '10.0.0.128/25', ip: '10.0.0.129', want: true },
    { cidr: '0.0.0.0/0', ip: '8.8.8.8', want: true },
    { cidr: 'fd00:10:244::/48', ip: 'fd00:10:244:ffff::1', want: true },
    { cidr: 'fd00:10:244::/48', ip: 'fd00:10:245::1', want: false },
    { cidr: '0.0.0.0/0', ip: 'fd00::1', want: false },
    { cidr: '10.0.0.1', ip: '10.0.0.1', want: false },
    { cidr: '10.0.0.0/33', ip: '10.0.0.1', want: false },
    { cidr: 'nonsense/8', ip: '10.0.0.1', want: false },
  ];
  for (const { cidr, ip, want } of cases) {
    it(`${cidr} ${want ? 'holds' : 'does not hold'} ${ip}`, () => expect(cidrContains(cidr, ip)).toBe(want));
  }
});
