import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHash } from '#lib/proxy-text/chain-hash.ts';

describe('chainHash() gives the names that kube-proxy gives', () => {
  const cases = [
    { text: 'default/kubernetes:httpstcp', length: 16, want: 'NPX46M4PTMTKRN6Y' },
    { text: 'default/svctcp', length: 16, want: 'OCO5LXEQ3LIV3PEO' },
    { text: 'default/svctcp10.244.3.2:80', length: 16, want: 'HI6GWAOOONI2T7XX' },
    { text: 'ns1/svc1/tcp/p80', length: 8, want: 'ULMVA6XW' },
  ];
  for (const { text, length, want } of cases) {
    it(`${text} is ${want}`, () => expect(chainHash(text, length)).toBe(want));
  }
});

describe('chainHash() is base32 of SHA-256', () => {
  it('for any text, judged by another implementation of both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 51 }), (text, length) => {
        const bits = [...createHash('sha256').update(text).digest()].map((byte) => byte.toString(2).padStart(8, '0'));
        const base32 = (bits.join('').match(/.{5}/g) ?? []).map(
          (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)],
        );
        expect(chainHash(text, length)).toBe(base32.join('').slice(0, length));
      }),
    );
  });
});
