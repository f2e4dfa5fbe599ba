import { describe, expect, it } from 'vitest';
import { nftDuration, printTable } from '#lib/proxy-text/nft-table.ts';

describe('nftDuration() leaves out units that are zero', () => {
  for (const [seconds, want] of [
    [10_800, '3h'],
    [600, '10m'],
    [86_400, '1d'],
    [90_061, '1d1h1m1s'],
    [1, '1s'],
  ] as const) {
    it(`${seconds} s is ${want}`, () => expect(nftDuration(seconds)).toBe(want));
  }
});

it('printTable() breaks elements as nft does', () => {
  const elements = ['10.96.0.1', '10.96.0.2', '10.96.0.3'];
  expect(
    printTable('IPv4', [{ kind: 'set', name: 'cluster-ips', lines: ['type ipv4_addr'], elements, perLine: 2 }]),
  ).toBe(
    [
      'table ip kube-proxy {',
      '\tcomment "rules for kube-proxy"',
      '\tset cluster-ips {',
      '\t\ttype ipv4_addr',
      '\t\telements = { 10.96.0.1, 10.96.0.2,',
      '\t\t\t     10.96.0.3 }',
      '\t}',
      '}',
      '',
    ].join('\n'),
  );
});
