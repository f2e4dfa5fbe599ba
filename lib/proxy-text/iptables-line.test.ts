import { describe, expect, it } from 'vitest';
import { readIptablesLine } from '#lib/proxy-text/iptables-line.ts';

describe('readIptablesLine() reads what decides where connections go', () => {
  it('an entry', () =>
    expect(
      readIptablesLine(
        '-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m comment --comment "a/b cluster IP" -m tcp --dport 80 -j KUBE-SVC-A',
      ),
    ).toMatchObject({
      chain: 'KUBE-SERVICES',
      destination: '10.96.0.9/32',
      protocol: 'tcp',
      port: '80',
      target: 'KUBE-SVC-A',
      source: 'any',
    }));
  it('dice', () =>
    expect(
      readIptablesLine('-A KUBE-SVC-A -m statistic --mode random --probability 0.33333333349 -j KUBE-SEP-B'),
    ).toMatchObject({
      probability: 0.33333333349,
      target: 'KUBE-SEP-B',
    }));
  it('a destination', () =>
    expect(readIptablesLine('-A KUBE-SEP-B -p tcp -m tcp -j DNAT --to-destination [fd00::1]:80')?.to).toBe(
      '[fd00::1]:80',
    ));

  const restricted = [
    { line: '-A KUBE-EXT-A -s 10.244.0.0/16 -j KUBE-SVC-A', want: 'some' },
    { line: '-A KUBE-EXT-A -m addrtype --src-type LOCAL -j KUBE-SVC-A', want: 'node' },
    { line: '-A KUBE-SVC-A -m recent --rcheck --seconds 600 --reap --name X -j KUBE-SEP-A', want: 'known-client' },
    { line: '-A KUBE-SVC-A ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ', want: 'any' },
  ];
  for (const { line, want } of restricted) {
    it(`"${line}" is for ${want}`, () => expect(readIptablesLine(line)?.source).toBe(want));
  }

  it('a comment that looks like options says nothing, with or without escaped quotes', () => {
    const line = '-A KUBE-SVC-A -m comment --comment "x \\" -j EVIL --dport 1" -j KUBE-SEP-A';
    expect(readIptablesLine(line)).toMatchObject({ target: 'KUBE-SEP-A', port: '' });
  });
  for (const cut of [
    '-A KUBE-SVC-A -m comment --comment "ns/na',
    '-A KUBE-SVC-A -j',
    '-A KUBE-SVC-A -m tcp --dport ',
  ]) {
    it(`a line that is cut off is none: ${cut}`, () => expect(readIptablesLine(cut)).toBeUndefined());
  }
});
