import { describe, expect, it } from 'vitest';
import { hashAndTruncate } from '#lib/proxy-text/nft-names.ts';

describe('hashAndTruncate()', () => {
  it('puts eight characters of the hash first', () =>
    expect(hashAndTruncate('ns1/svc1/tcp/p80')).toBe('ULMVA6XW-ns1/svc1/tcp/p80'));
  it('keeps long names apart that begin alike', () => {
    const [left, right] = ['1', '2'].map((end) => hashAndTruncate(`${'x'.repeat(250)}${end}`));
    expect(left).toHaveLength(240);
    expect(left?.endsWith('x...')).toBe(true);
    expect(left).not.toBe(right);
  });
});
