import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import type { ParsedServicePort } from '#lib/proxy-text/parsed-rules.ts';

function dump(file: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
}

function sorted(ports: readonly ParsedServicePort[]): readonly string[] {
  return ports
    .map(({ family, protocol, destination, action, backends }) => {
      const shares = backends.map(({ key, share }) => `${key} ${share.toFixed(4)}`);
      return [family, protocol, destination, action, ...shares].join(' ');
    })
    .toSorted();
}

describe('parseNft() reads the same as parseIptables() from the same node at the same moment', () => {
  for (const node of ['kind-worker', 'kind-worker2']) {
    it(`${node}: policies, affinity, load balancers, refusals, both families`, () => {
      const iptables = parseIptables(dump(`${node}.iptables`) + dump(`${node}.ip6tables`));
      const nft = parseNft(dump(`${node}.nft`));
      expect(sorted(nft.ports)).toEqual(sorted(iptables.ports));
      expect(nft.ports.length).toBeGreaterThan(35);
      expect([nft.unknownCount, nft.isTruncated]).toEqual([0, false]);
    });
  }
});

describe('parseNft() takes whatever a person pastes', () => {
  const text = dump('kind-worker.nft');
  const { ports } = parseNft(text);

  it('with CRLF, without indents', () => {
    expect(parseNft(text.replaceAll('\n', '\r\n')).ports).toEqual(ports);
    expect(parseNft(text.replaceAll(/^\s+/gm, '')).ports).toEqual(ports);
  });
  it('between tables of others, which may use the same names', () => {
    const other = 'table inet mine {\n\tmap service-ips {\n\t\telements = { 10.96.0.1 . tcp . 443 : drop }\n\t}\n}\n';
    expect(parseNft(other + text + other).ports).toEqual(ports);
  });
  it('cut off in the second table, with what stands before', () => {
    const rules = parseNft(text.slice(0, text.indexOf('table ip6') + 40));
    expect(rules.isTruncated).toBe(true);
    expect(rules.ports).toEqual(ports.filter(({ family }) => family === 'IPv4'));
  });
  it('with handles, and with protocols by number', () => {
    // As `nft -a list ruleset` and `nft -n list ruleset` wrote them from these very tables.
    const handled = text
      .replaceAll(/^(table .*|\t(?:set|map|chain) .*)$/gm, '$1 # handle 12')
      .replaceAll(/^(\t\t.* (?:jump|goto|dnat|drop|accept).*)$/gm, (line) =>
        line.includes(' : ') && !line.includes('numgen') ? line : `${line} # handle 3`,
      );
    expect(handled.split('# handle').length).toBeGreaterThan(100);
    const rules = parseNft(handled);
    expect(rules.ports).toEqual(ports);
    expect([rules.unknownCount, rules.isTruncated]).toEqual([0, false]);
    const numbered = text
      .replaceAll(/ tcp \. (\d+ (?:comment|:))/g, ' 6 . $1')
      .replaceAll(/ udp \. (\d+ (?:comment|:))/g, ' 17 . $1');
    expect(numbered).not.toBe(text);
    expect(parseNft(numbered).ports).toEqual(ports);
  });
});

describe("parseNft() keeps and counts what is none of nft's, wherever it stands", () => {
  const text = dump('kind-worker.nft');
  const { ports } = parseNft(text);
  const STRAY = ['[12345.678] eth0: link is up', 'kind-worker login: root', '--More--', '2026-11-29T12:00:01Z hello'];

  it.each([
    ['a chain', /^\tchain services \{\n/m],
    ['a map of verdicts', /^\tmap service-ips \{\n/m],
    ['a map that is not read', /^\tmap firewall-ips \{\n/m],
    ['a set', /^\tset cluster-ips \{\n/m],
    ['a table', /^table ip kube-proxy \{\n/m],
  ])('in %s', (_place, opening) => {
    expect(text).toMatch(opening);
    const rules = parseNft(text.replace(opening, (line) => `${line}${STRAY.join('\n')}\n`));
    expect(rules.ports).toEqual(ports);
    expect(rules.unknownLines).toEqual(STRAY);
  });
  it('an element of another shape in a map of verdicts, beside those that are read', () => {
    const first = /elements = \{ (?=[\d.]+ \. (?:tcp|udp) \. \d+ : goto service-)/;
    const odd = text.replace(first, (opening) => `${opening}10.96.9.9 . dccp . 53 : drop, `);
    expect(odd).not.toBe(text);
    const rules = parseNft(odd);
    expect(rules.ports).toEqual(ports);
    expect(rules.unknownCount).toBe(1);
  });
  it('a rule that a terminal broke into two lines', () => {
    const rules = parseNft(text.replace(/(numgen random mod \d+ (?:vmap|map) \{ 0 : )/, '$1\n'));
    expect(rules.unknownCount).toBe(1);
  });
});

describe('parseNft() tells which families a text speaks of', () => {
  const own = 'table ip kube-proxy {\n}\n';
  const foreign = 'table inet filter {\n}\n';
  it('those of the tables of kube-proxy, and both where a whole ruleset holds none', () => {
    expect(parseNft(own + foreign).families).toEqual(['IPv4']);
    expect(parseNft(foreign).families).toEqual(['IPv4', 'IPv6']);
    expect(parseNft('hello\n').families).toEqual([]);
  });
});
