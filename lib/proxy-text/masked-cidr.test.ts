import { describe, expect, it } from 'vitest';
import { maskedCidr } from '#lib/proxy-text/masked-cidr.ts';

describe('maskedCidr() keeps the bits that the length says', () => {
  const cases = [
    { text: '203.0.113.7/24', want: '203.0.113.0/24' },
    { text: ' 172.18.0.0/16 ', want: '172.18.0.0/16' },
    { text: '10.1.2.3/9', want: '10.0.0.0/9' },
    { text: '10.1.2.3/32', want: '10.1.2.3/32' },
    { text: '10.1.2.3/0', want: '0.0.0.0/0' },
    { text: 'fd00:10:244:5::7/48', want: 'fd00:10:244::/48' },
    { text: '::1/0', want: '::/0' },
    { text: '10.0.0.1', want: undefined },
    { text: '10.0.0.1/33', want: undefined },
    { text: '10.0.0.1/8/8', want: undefined },
    { text: 'x/8', want: undefined },
  ];
  for (const { text, want } of cases) it(`"${text}" is ${want}`, () => expect(maskedCidr(text)).toBe(want));
});
