import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';

function dump(folder: string, file: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', folder, file), 'utf8');
}

function at(rules: ParsedRules, destination: string): readonly string[] {
  return rules.ports
    .filter((port) => port.destination === destination)
    .map(({ family, action, backends }) => [family, action, ...backends.map(({ key }) => key)].join(' '));
}

describe('parseIptables() follows traffic from outside', () => {
  const worker = parseIptables(dump('many-services-1.37', 'kind-worker.iptables'));
  const worker2 = parseIptables(dump('many-services-1.37', 'kind-worker2.iptables'));

  it('under a Local policy to the endpoints of the node, not by the short circuit of its own pods', () => {
    expect(at(worker, '*:30081')).toEqual(['IPv4 dial 10.244.3.2:8080 10.244.3.4:8080']);
    expect(at(worker, '*:30089')).toEqual(['IPv4 dial 10.244.3.3:8080']);
  });
  it('to a drop where the node has none, although a chain for its own pods is there', () =>
    expect(at(worker2, '*:30081')).toEqual(['IPv4 drop']));
  it('to a rejection where nobody has any', () => expect(at(worker2, '*:30083')).toEqual(['IPv4 reject']));
  it('through the firewall of a load balancer', () =>
    expect(at(worker, '198.51.100.3:80')[0]?.split(' ')).toHaveLength(5));
  it('and counts a node port once, without the rule that counts connections from localhost', () =>
    expect(worker.ports.filter(({ destination }) => destination.endsWith(':30088'))).toHaveLength(1));

  const old = parseIptables(dump('many-services-1.21', 'kind-worker2.iptables'));
  it('in KUBE-XLB of old proxiers, and to their KUBE-MARK-DROP', () => {
    expect(at(old, '*:30081')).toEqual(['IPv4 drop']);
    expect(at(old, '198.51.100.2:80')).toEqual(['IPv4 drop']);
    expect(at(old, '198.51.100.3:80')[0]?.split(' ')).toHaveLength(5);
  });
});

describe('parseIptables() takes whatever a person pastes', () => {
  const v4 = dump('many-services-1.37', 'kind-worker.iptables');
  const v6 = dump('many-services-1.37', 'kind-worker.ip6tables');
  const both = [...parseIptables(v4).ports, ...parseIptables(v6).ports];

  it('both families one after the other, whose chains have the same names', () => {
    const rules = parseIptables(v4 + v6);
    expect(rules.families).toEqual(['IPv4', 'IPv6']);
    expect(rules.ports).toEqual(both);
    expect(at(rules, '*:30081')).toEqual([
      'IPv4 dial 10.244.3.2:8080 10.244.3.4:8080',
      'IPv6 dial [fd00:10:244:1::2]:8080 [fd00:10:244:1::4]:8080',
    ]);
  });
  it('with counters, indented, or from "iptables -S"', () => {
    const counted = v4.replaceAll(/^-A/gm, '[12:720] -A');
    expect(parseIptables(counted).ports).toEqual(parseIptables(v4).ports);
    expect(parseIptables(v4.replaceAll(/^/gm, '    ')).ports).toEqual(parseIptables(v4).ports);
    const listed = v4.replaceAll(/^:(\S+) -.*$/gm, '-N $1');
    expect(parseIptables(listed).unknownCount).toBe(0);
  });
  it('without the comments of a large cluster', () => {
    const bare = v4.replaceAll(/^(-A KUBE-(?:SVC|SVL|SEP)\S+) (.*?)-m comment --comment "[^"]*" /gm, '$1 $2');
    expect(bare).not.toEqual(v4);
    expect(parseIptables(bare).ports).toEqual(parseIptables(v4).ports);
  });
  it('the nat table only, which cannot show refusals', () => {
    const nat = v4.slice(v4.indexOf('*nat'));
    expect(parseIptables(nat).showsRefusals).toBe(false);
    expect(parseIptables(v4).showsRefusals).toBe(true);
  });
  it('cut off, which it tells', () => {
    expect(parseIptables(v4.slice(0, -200)).isTruncated).toBe(true);
    expect(parseIptables(v4).isTruncated).toBe(false);
  });
  it('chains that lead in a circle', () => {
    const circle =
      '-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-A\n-A KUBE-SVC-A -j KUBE-SVC-A\n';
    expect(at(parseIptables(circle), '10.96.0.1:80')).toEqual(['IPv4 dial']);
  });
});
