import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import type { ProxyOptions } from '#lib/proxy-text/print-input.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';

/** The Services of a real moment as another minor's kube-proxy writes them on a node without endpoints of "one". */
function lines(version: string, of: string, options: ProxyOptions = {}): readonly string[] {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
  const fixture = toFixture(read, { version });
  const input = fixture.inputFor('kind-worker2');
  const services = fixture.routed.filter(({ service }) => service.name === of);
  const text = printIptables(
    { ...input, services, options: { ...input.options, ...options } },
    { rules: fixture.textRules.iptables, family: 'IPv4' },
  );
  return text.split('\n').map((line) => line.replaceAll(/(KUBE-(?:SVC|SVL|EXT|FW|SEP))-\w{16}/g, '$1'));
}

describe('where a Local policy finds no endpoint, each minor drops in its own way', () => {
  const dropped = '-A KUBE-SVL -m comment --comment "default/inside-local has no local endpoints" -j KUBE-MARK-DROP';
  const filtered =
    '-A KUBE-SERVICES -d ADDR/32 -p tcp -m comment --comment "default/inside-local has no local endpoints" -m tcp --dport 80 -j DROP';
  const withoutAddress = (text: readonly string[]) => text.map((line) => line.replace(/10\.96\.\d+\.\d+/, 'ADDR'));

  it('1.24 marks in the chain that the cluster IP leads to', () => {
    const text = withoutAddress(lines('1.24', 'inside-local'));
    expect(text).toContain(dropped);
    expect(text).not.toContain(filtered);
    expect(text.some((line) => line.startsWith('-A KUBE-SERVICES -d') && line.endsWith('-j KUBE-SVL'))).toBe(true);
  });
  it('1.25 drops in the filter table, and nothing leads to the chain', () => {
    const text = withoutAddress(lines('1.25', 'inside-local'));
    expect(text).toContain(filtered);
    expect(text.join()).not.toContain('KUBE-SVL');
  });
});

describe("a load balancer's source ranges", () => {
  const end = (version: string) =>
    lines(version, 'ranges')
      .filter((line) => line.startsWith('-A KUBE-FW'))
      .at(-1);
  it('end in a drop in 1.24', () => expect(end('1.24')).toContain('-j KUBE-MARK-DROP'));
  it('end with the last range in 1.25', () => expect(end('1.25')).toContain('-s 172.18.0.0/16'));
  it('end in a comment in 1.27', () => expect(end('1.27')).toContain('will be dropped by KUBE-PROXY-FIREWALL'));
  it('are backed by a drop in the filter table from 1.25 on', () => {
    const drops = (version: string) =>
      lines(version, 'ranges').some((line) => line.startsWith('-A KUBE-PROXY-FIREWALL'));
    expect([drops('1.24'), drops('1.25')]).toEqual([false, true]);
  });
});

describe('options of kube-proxy', () => {
  const masquerade = (options: ProxyOptions) =>
    lines('1.37', 'plain', options).filter((line) => line.includes('cluster IP') && line.endsWith('KUBE-MARK-MASQ'));
  it('a cluster CIDR masquerades all others', () => expect(masquerade({})[0]).toContain('! -s 10.244.0.0/16'));
  it('without one nobody is', () => expect(masquerade({ podCIDRs: [] })).toEqual([]));
  it('--masquerade-all means everybody', () => {
    const [line = ''] = masquerade({ masqueradeAll: true });
    expect(line).toContain('KUBE-MARK-MASQ');
    expect(line).not.toContain('! -s');
  });
  it('localhost connections are counted from 1.31 on', () => {
    const counts = (version: string) => lines(version, 'zonal').some((line) => line.includes('--nfacct-name'));
    expect([counts('1.30'), counts('1.31')]).toEqual([false, true]);
  });
});
