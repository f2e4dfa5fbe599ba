import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';

/** One Service of a real moment of 1.21 as the kube-proxies of the next minors write it, names shortened. */
function lines(version: string, of: string): readonly string[] {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.21', file), 'utf8');
  const fixture = toFixture(read, { version, gates: { TopologyAwareHints: true } });
  const input = fixture.inputFor('kind-worker');
  const services = fixture.routed.filter(({ service }) => service.name === of);
  const text = printIptables({ ...input, services }, { rules: fixture.textRules.iptables, family: 'IPv4' });
  return text.split('\n').map((line) => line.replaceAll(/(KUBE-(?:SVC|XLB|FW|SEP))-\w{16}/g, '$1'));
}

describe('between the minors whose real rules are at hand', () => {
  it('1.22 still numbers local endpoints, 1.23 does not', () => {
    expect(lines('1.22', 'node-port-local').join('\n')).toContain('Balancing rule 0 for default/node-port-local:http');
    const text = lines('1.23', 'node-port-local').join('\n');
    expect(text).not.toContain('Balancing rule');
    expect(text).toContain('-A KUBE-XLB -m comment --comment "default/node-port-local:http" -m statistic');
  });
  it('1.22 marks for masquerading in the chain of the Service, before it balances', () => {
    const own = lines('1.22', 'dual-node-port').filter((line) => line.startsWith('-A KUBE-SVC'));
    expect(own.map((line) => line.split('-j ')[1])).toEqual([
      'KUBE-MARK-MASQ',
      'KUBE-MARK-MASQ',
      'KUBE-SEP',
      'KUBE-SEP',
      'KUBE-SEP',
    ]);
    expect(own[1]).toContain('--dport 30080');
    expect(lines('1.21', 'dual-node-port').filter((line) => line.startsWith('-A KUBE-SVC'))).toHaveLength(3);
  });
});
