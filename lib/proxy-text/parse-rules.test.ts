import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

function summary(rules: ParsedRules): readonly string[] {
  return rules.ports
    .map(({ protocol, destination, action, backends }) => {
      const shares = backends.map(({ key, share }) => `${key} ${share.toFixed(2)}`);
      return `${protocol} ${destination} ${action} ${shares.join(' ')}`.trimEnd();
    })
    .sort();
}

describe('the same moment reads the same from iptables-save and from nft list ruleset', () => {
  for (const folder of ['no-hints', 'prefer-same-zone', 'prefer-same-node']) {
    for (const node of ['kind-worker', 'kind-worker2']) {
      it(`${node} in ${folder}`, () => {
        const nft = parseNft(readFileSync(join(FIXTURES, folder, `${node}.nft`), 'utf8'));
        const iptables = parseIptables(readFileSync(join(FIXTURES, folder, `${node}.iptables`), 'utf8'));
        expect(summary(nft)).toEqual(summary(iptables));
        expect(nft.ports).toHaveLength(4);
        expect([nft.unknownLines, iptables.unknownLines]).toEqual([[], []]);
      });
    }
  }

  it('finds two endpoints of the zone, each for half of the connections', () => {
    const rules = parseNft(readFileSync(join(FIXTURES, 'prefer-same-zone', 'kind-worker.nft'), 'utf8'));
    expect(summary(rules)).toContain('UDP 10.96.0.10:53 dial 10.244.0.2:53 0.50 10.244.3.2:53 0.50');
  });
});

describe('the tutorial on 1.21, whose comments name no endpoint', () => {
  const want = [
    { step: '1-no-zones', node: 'kind-worker2', dials: 4 },
    { step: '5-slice-deleted', node: 'kind-worker2', dials: 2 },
    { step: '6-two-replicas', node: 'kind-worker2', dials: 1 },
    { step: '7-one-replica', node: 'kind-control-plane', dials: 1 },
  ];
  for (const { step, node, dials } of want) {
    it(`${node} dials ${dials} at step ${step}, in equal shares`, () => {
      const rules = parseIptables(readFileSync(join(FIXTURES, 'tutorial-1.21', step, `${node}.iptables`), 'utf8'));
      const dns = rules.ports.find((port) => port.protocol === 'UDP' && port.destination === '10.96.0.10:53');
      expect(dns?.backends).toHaveLength(dials);
      for (const { share } of dns?.backends ?? []) expect(share).toBeCloseTo(1 / dials, 8);
    });
  }
  it('every dump of it parses without an unknown line', () => {
    for (const step of readdirSync(join(FIXTURES, 'tutorial-1.21'))) {
      for (const file of readdirSync(join(FIXTURES, 'tutorial-1.21', step)).filter((name) =>
        name.endsWith('.iptables'),
      )) {
        expect(parseIptables(readFileSync(join(FIXTURES, 'tutorial-1.21', step, file), 'utf8')).unknownLines).toEqual(
          [],
        );
      }
    }
  });
});

describe('rules that are not a plain list of endpoints', () => {
  it('a Service without endpoints is rejected', () => {
    const rules = parseIptables(
      '*filter\n-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m comment --comment "a/b:c has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable\n',
    );
    expect(summary(rules)).toEqual(['TCP 10.96.0.9:80 reject']);
  });
  it('one without local endpoints under a Local policy is dropped, in both texts', () => {
    const iptables = parseIptables('-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m tcp --dport 80 -j DROP\n');
    const nft = parseNft(
      'table ip kube-proxy {\n\tmap no-endpoint-services {\n\t\telements = { 10.96.0.9 . tcp . 80 comment "a/b:c" : drop,\n\t\t\t     10.96.0.8 . tcp . 80 : goto reject-chain }\n\t}\n}\n',
    );
    expect(summary(iptables)).toEqual(['TCP 10.96.0.9:80 drop']);
    expect(summary(nft)).toEqual(['TCP 10.96.0.8:80 reject', 'TCP 10.96.0.9:80 drop']);
  });
  it('affinity rules do not count an endpoint twice', () => {
    const rules = parseIptables(
      [
        '-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-A',
        '-A KUBE-SVC-A -m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-1 --mask 255.255.255.255 --rsource -j KUBE-SEP-1',
        '-A KUBE-SVC-A -m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-2 --mask 255.255.255.255 --rsource -j KUBE-SEP-2',
        '-A KUBE-SVC-A -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-1',
        '-A KUBE-SVC-A -j KUBE-SEP-2',
        '-A KUBE-SEP-1 -p tcp -m tcp -j DNAT --to-destination 10.244.0.2:80',
        '-A KUBE-SEP-2 -p tcp -m tcp -j DNAT --to-destination 10.244.0.3:80',
      ].join('\r\n'),
    );
    expect(summary(rules)).toEqual(['TCP 10.96.0.9:80 dial 10.244.0.2:80 0.50 10.244.0.3:80 0.50']);
  });
  it('the older nftables text goes through endpoint chains', () => {
    const rules = parseNft(
      [
        'table ip6 kube-proxy {',
        'map service-ips {',
        'elements = { fd00::a . tcp . 80 : goto service-X-a/b/tcp/c }',
        '}',
        'chain service-X-a/b/tcp/c {',
        'ip6 daddr fd00::a tcp dport 80 ip6 saddr != fd00::/64 jump mark-for-masquerade',
        'numgen random mod 2 vmap { 0 : goto endpoint-1, 1 : goto endpoint-2 }',
        '}',
        'chain endpoint-1 {',
        'meta l4proto tcp dnat to [fd00::1]:80',
        '}',
        'chain endpoint-2 {',
        'meta l4proto tcp dnat to [fd00::2]:80',
        '}',
        '}',
      ].join('\n'),
    );
    expect(summary(rules)).toEqual(['TCP [fd00::a]:80 dial [fd00::1]:80 0.50 [fd00::2]:80 0.50']);
  });
  it('other tables are passed over and stray lines are kept', () => {
    const rules = parseNft(
      '$ nft list ruleset\ntable inet other {\n\tchain x {\n\t\tdrop\n\t}\n}\ntable ip kube-proxy {\n}\n',
    );
    expect(rules.unknownLines).toEqual(['$ nft list ruleset']);
    expect(parseIptables('root@node# iptables-save\n*nat\nCOMMIT\n').unknownLines).toEqual([
      'root@node# iptables-save',
    ]);
  });
});
