import { describe, expect, it } from 'vitest';
import { readNftElements, readNftRule } from '#lib/proxy-text/nft-line.ts';

describe('readNftElements() reads every element of a line', () => {
  it('with and without address, comment and braces around', () => {
    const line =
      'elements = { 10.96.0.10 . tcp . 53 : goto service-A-x/y/tcp/dns, tcp . 30080 comment "x/y" : drop, fd00::a . udp . 53 comment "x/y:z" : goto reject-chain }';
    expect(readNftElements(line)).toEqual([
      { address: '10.96.0.10', protocol: 'tcp', port: 53, verdict: 'service-A-x/y/tcp/dns' },
      { address: '*', protocol: 'tcp', port: 30080, verdict: 'drop' },
      { address: 'fd00::a', protocol: 'udp', port: 53, verdict: 'reject-chain' },
    ]);
  });
  it('finds none in the type of a map', () =>
    expect(readNftElements('type ipv4_addr . inet_proto . inet_service : verdict')).toEqual([]));
});

describe('readNftRule() tells where a rule sends new connections', () => {
  const cases = [
    {
      line: 'meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.0.0.1 . 53, 1 : 10.0.0.2 . 53 }',
      want: { kind: 'dnat', keys: ['10.0.0.1:53', '10.0.0.2:53'] },
    },
    {
      line: 'meta l4proto tcp dnat ip6 addr . port to numgen random mod 1 map { 0 : fd00::1 . 53 }',
      want: { kind: 'dnat', keys: ['[fd00::1]:53'] },
    },
    { line: 'meta l4proto udp dnat to [fd00::1]:53', want: { kind: 'dnat', keys: ['[fd00::1]:53'] } },
    {
      line: 'numgen random mod 2 vmap { 0 : goto endpoint-A-x__1/2, 1 : goto endpoint-B-x__3/4 }',
      want: { kind: 'goto', chains: ['endpoint-A-x__1/2', 'endpoint-B-x__3/4'] },
    },
    { line: 'goto local-A-x/y/tcp/', want: { kind: 'goto', chains: ['local-A-x/y/tcp/'] } },
    { line: 'ip saddr 10.244.0.0/16 goto service-A-x comment "short-circuit pod traffic"', want: { kind: 'other' } },
    { line: 'fib saddr type local goto service-A-x', want: { kind: 'other' } },
    { line: 'ip saddr @affinity-A-x goto endpoint-A-x', want: { kind: 'other' } },
    {
      line: 'ip daddr 10.96.0.1 tcp dport 80 ip saddr != 10.244.0.0/16 jump mark-for-masquerade',
      want: { kind: 'other' },
    },
  ];
  for (const { line, want } of cases) it(line, () => expect(readNftRule(line)).toEqual(want));
});
