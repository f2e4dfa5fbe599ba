import { describe, expect, it } from 'vitest';
import {
  commentMatch,
  formatRule,
  probabilityText,
  recentMatch,
  statisticMatch,
} from '#lib/proxy-text/iptables-rule.ts';

describe('probabilityText() shows what is left of 1/n in the kernel', () => {
  const seen = [
    { choices: 2, want: '0.50000000000' },
    { choices: 3, want: '0.33333333349' },
    { choices: 4, want: '0.25000000000' },
    { choices: 5, want: '0.20000000019' },
    { choices: 7, want: '0.14285714272' },
  ];
  for (const { choices, want } of seen) {
    it(`one of ${choices} is ${want}`, () => expect(probabilityText(choices)).toBe(want));
  }
  it('the last rule needs no dice', () => expect(statisticMatch(1)).toBe(''));
});

describe('formatRule() writes the parts in the order of iptables-save', () => {
  it('addresses as networks, then the protocol, matches and target', () => {
    const matches = [commentMatch('a/b:c cluster IP'), '', '-m tcp --dport 80'];
    const rule = {
      source: '! 10.244.0.0/16',
      destination: '10.96.0.1',
      protocol: 'tcp',
      matches,
      target: 'KUBE-MARK-MASQ',
    };
    expect(formatRule(rule)).toBe(
      '! -s 10.244.0.0/16 -d 10.96.0.1/32 -p tcp -m comment --comment "a/b:c cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ',
    );
  });
  it('an IPv6 address is a network of 128 bits', () =>
    expect(formatRule({ destination: 'fd00::1', target: 'X' })).toBe('-d fd00::1/128 -j X'));
  it('any address at all is not written', () => expect(formatRule({ source: '0.0.0.0/0', target: 'X' })).toBe('-j X'));
  it('a rule may only count', () =>
    expect(formatRule({ matches: [commentMatch('x/y')] })).toBe('-m comment --comment "x/y"'));
});

describe('recentMatch() keeps clients by their whole address', () => {
  it('in IPv4', () =>
    expect(recentMatch('KUBE-SEP-A', { check: 600 }, 'IPv4')).toBe(
      '-m recent --rcheck --seconds 600 --reap --name KUBE-SEP-A --mask 255.255.255.255 --rsource',
    ));
  it('in IPv6', () =>
    expect(recentMatch('KUBE-SEP-A', 'set', 'IPv6')).toBe(
      '-m recent --set --name KUBE-SEP-A --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource',
    ));
});
