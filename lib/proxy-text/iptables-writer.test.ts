import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { iptablesNames } from '#lib/proxy-text/iptables-names.ts';
import { collectTables } from '#lib/proxy-text/iptables-tables.ts';
import {
  masqueradeUnlessFromPod,
  ownSources,
  type PortWriter,
  refuse,
  trafficTo,
} from '#lib/proxy-text/iptables-writer.ts';
import { proxiedPorts } from '#lib/proxy-text/proxied-port.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
const fixture = toFixture(read, { version: '1.37.2' });

function writerFor(name: string, family: 'IPv4' | 'IPv6', fields: Partial<PortWriter> = {}): PortWriter {
  const ports = proxiedPorts(fixture.inputFor('kind-worker'), { family, zeroRangeMeansNone: true });
  const port = ports.find((each) => each.name === name);
  if (port === undefined) throw new Error(`Cannot write ${name}: there is no such port of ${family}`);
  return {
    port,
    names: iptablesNames(port, 'KUBE-EXT'),
    rules: fixture.textRules.iptables,
    tables: collectTables(),
    masqueradesAll: false,
    hasComments: true,
    nodeIPs: [],
    ...fields,
  };
}

function linesOf({ tables }: PortWriter): readonly string[] {
  return tables
    .print()
    .split('\n')
    .filter((line) => line.startsWith('-A'));
}

describe('refuse() says how, in the words of the family', () => {
  for (const [family, how] of [
    ['IPv4', 'icmp-port-unreachable'],
    ['IPv6', 'icmp6-port-unreachable'],
  ] as const) {
    it(family, () => {
      const writer = writerFor('default/dual:dns', family);
      refuse(writer, 'KUBE-SERVICES', { ...trafficTo(writer, 'x/y has no endpoints', {}), target: 'REJECT' });
      refuse(writer, 'KUBE-SERVICES', { target: 'DROP' });
      expect(linesOf(writer)).toEqual([
        `-A KUBE-SERVICES -p udp -m comment --comment "x/y has no endpoints" -m udp --dport 53 -j REJECT --reject-with ${how}`,
        '-A KUBE-SERVICES -j DROP',
      ]);
    });
  }
});

describe('masqueradeUnlessFromPod()', () => {
  const written = (fields: Partial<PortWriter>) => {
    const writer = writerFor('default/plain', 'IPv4', fields);
    masqueradeUnlessFromPod(writer, 'KUBE-SVC-X', {});
    return linesOf(writer);
  };
  it('spares pods', () =>
    expect(written({ podCIDR: '10.244.0.0/16' })).toEqual(['-A KUBE-SVC-X ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ']));
  it('spares nobody where all are to be masqueraded', () =>
    expect(written({ podCIDR: '10.244.0.0/16', masqueradesAll: true })).toEqual(['-A KUBE-SVC-X -j KUBE-MARK-MASQ']));
  it('spares all where kube-proxy cannot tell', () => expect(written({})).toEqual([]));
});

describe('ownSources() lets the node in by the address of the load balancer', () => {
  it('if a range holds an address of the node', () =>
    expect(ownSources(writerFor('default/ranges:http', 'IPv4', { nodeIPs: ['172.18.0.3'] }))).toEqual([
      '198.51.100.3',
    ]));
  it('else not', () => {
    expect(ownSources(writerFor('default/ranges:http', 'IPv4', { nodeIPs: ['192.168.0.3'] }))).toEqual([]);
    expect(ownSources(writerFor('default/ranges:http', 'IPv4'))).toEqual([]);
  });
});
