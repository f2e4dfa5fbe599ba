import { describe, expect, it } from 'vitest';
import { parseIpvs } from '#lib/proxy-text/parse-ipvs.ts';

const HEAD = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];

function ports(...lines: readonly string[]) {
  return parseIpvs([...HEAD, ...lines].join('\n')).ports;
}

describe('parseIpvs() reads ipvsadm -ln', () => {
  it('round robin gives each destination its turn', () =>
    expect(
      ports(
        'UDP  10.96.0.10:53 rr',
        '  -> 10.244.3.2:53                Masq    1      0          7',
        '  -> 10.244.0.2:53                Masq    1      0          0',
      ),
    ).toEqual([
      {
        destination: '10.96.0.10:53',
        family: 'IPv4',
        protocol: 'UDP',
        action: 'dial',
        backends: [
          { key: '10.244.0.2:53', share: 0.5 },
          { key: '10.244.3.2:53', share: 0.5 },
        ],
      },
    ]));
  it('a removed destination with connections left gets no new ones', () =>
    expect(
      ports(
        'TCP  10.96.0.1:443 rr persistent 10800',
        '  -> 172.18.0.2:6443              Masq    1      3          0',
        '  -> 172.18.0.9:6443              Masq    0      1          0',
      )[0]?.backends,
    ).toEqual([{ key: '172.18.0.2:6443', share: 1 }]));
  it('weights count where the scheduler goes by them', () =>
    expect(
      ports(
        'TCP  10.96.0.1:80 wrr',
        '  -> 10.0.0.1:80  Masq    3      0          0',
        '  -> 10.0.0.2:80  Masq    1      0          0',
      )[0]?.backends.map(({ share }) => share),
    ).toEqual([0.75, 0.25]));
  it('IPv6 stands in brackets', () =>
    expect(ports('TCP  [fd00::a]:80 rr', '  -> [fd00::1]:8080   Masq    1      0          0')[0]).toMatchObject({
      family: 'IPv6',
      destination: '[fd00::a]:80',
      backends: [{ key: '[fd00::1]:8080', share: 1 }],
    }));
  it('a virtual server without destinations refuses', () =>
    expect(ports('TCP  10.96.0.1:80 rr')[0]?.action).toBe('reject'));
  it('other lines are kept and counted', () => {
    const rules = parseIpvs(`root@node:~# ipvsadm -ln\r\n${HEAD.join('\r\n')}\r\nFWM  1 rr\r\n`);
    expect(rules.unknownLines).toEqual(['root@node:~# ipvsadm -ln', 'FWM  1 rr']);
    expect(rules.unknownCount).toBe(2);
  });
  it('what stands behind a fwmark is none of the virtual server before it', () => {
    const rules = parseIpvs(
      [
        ...HEAD,
        'TCP  10.96.0.1:80 rr',
        '  -> 10.0.0.1:80  Masq    1      0          0',
        'FWM  100 wlc',
        '  -> 10.0.0.9:80  Masq    1      0          0',
      ].join('\n'),
    );
    expect(rules.ports.map(({ backends }) => backends)).toEqual([[{ key: '10.0.0.1:80', share: 1 }]]);
    expect(rules.unknownCount).toBe(2);
  });
});

describe('parseIpvs() reads the other forms that ipvsadm prints the same servers in', () => {
  const plain = parseIpvs(
    [
      ...HEAD,
      'TCP  10.96.0.1:443 rr persistent 10800',
      '  -> 10.0.0.1:6443                Masq    1      0          0',
      '  -> 10.0.0.2:6443                Masq    1      0          0',
      'UDP  [fd00::a]:53 rr',
    ].join('\n'),
  );

  it('--save', () => {
    const saved = [
      'root@node:~# ipvsadm --save -n',
      '-A -t 10.96.0.1:443 -s rr -p 10800',
      '-a -t 10.96.0.1:443 -r 10.0.0.1:6443 -m -w 1',
      '-a -t 10.96.0.1:443 -r 10.0.0.2:6443 -m -w 1',
      '-A -u [fd00::a]:53 -s rr',
      '-A -f 100 -s wlc',
      '-a -f 100 -r 10.0.0.9:80 -m -w 1',
    ];
    const rules = parseIpvs(saved.join('\n'));
    expect(rules.ports).toEqual(plain.ports);
    expect([rules.unknownCount, rules.showsWeights]).toEqual([3, true]);
    expect(parseIpvs('-A -t 10.0.0.1:80 -s wrr\n-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 0\n').ports).toMatchObject([
      { action: 'reject' },
    ]);
  });

  for (const [option, columns] of [
    ['--stats', 'Conns   InPkts  OutPkts  InBytes OutBytes'],
    ['--rate', 'CPS    InPPS   OutPPS    InBPS   OutBPS'],
  ]) {
    it(`${option}: without weights every destination listed counts, and that is said`, () => {
      const rules = parseIpvs(
        [
          'IP Virtual Server version 1.2.1 (size=4096)',
          `Prot LocalAddress:Port               ${columns}`,
          '  -> RemoteAddress:Port',
          'TCP  10.96.0.1:443                       2       14        0      840        0',
          '  -> 10.0.0.1:6443                       1        7        0      420        0',
          '  -> 10.0.0.2:6443                       0        0        0        0        0',
          'UDP  [fd00::a]:53                        0        0        0        0        0',
        ].join('\n'),
      );
      expect(rules.ports).toEqual(plain.ports);
      expect([rules.unknownCount, rules.showsWeights]).toEqual([0, false]);
    });
  }
});
