import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIptables } from '#lib/proxy-text/parse-iptables.ts';
import { parseIpvs } from '#lib/proxy-text/parse-ipvs.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures/many-services-1.37', file), 'utf8');
const IPVS = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'TCP  10.96.0.10:53 rr persistent 10800',
  '  -> 10.244.0.5:53                Masq    1      0          0         ',
  '  -> 10.244.3.2:53                Masq    0      2          0         ',
  'UDP  [fd00::a]:53 wrr',
  '  -> [fd00:10::2]:53              Masq    3      0          0         ',
].join('\n');
const DUMPS = [read('kind-worker.iptables'), read('kind-worker.ip6tables'), read('kind-worker.nft'), IPVS];
const PARSERS = [parseIptables, parseNft, parseIpvs, parseProxyText];

/** What every answer holds, whatever the text. */
function expectSane(rules: ParsedRules | undefined): void {
  for (const { backends, action } of rules?.ports ?? []) {
    expect(backends.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-6);
    if (action !== 'dial') expect(backends).toEqual([]);
  }
  expect(rules?.unknownLines.length ?? 0).toBeLessThanOrEqual(Math.min(100, rules?.unknownCount ?? 0));
}

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('root@node:~# iptables-save', '}', '{', '-A KUBE-SVC-', '-> ', 'TCP ', '*nat', 'COMMIT', '\t', '"'),
);
const edit = fc.record({
  what: fc.constantFrom('drop', 'twice', 'swap', 'junk', 'cut line', 'replace'),
  at: fc.nat(5000),
  to: fc.nat(5000),
  junk,
});

/** A dump with some lines dropped, doubled, swapped, cut off or in between. */
function damaged(text: string, edits: readonly (typeof edit extends fc.Arbitrary<infer E> ? E : never)[]): string {
  const lines = text.split('\n');
  for (const { what, at, to, junk: stray } of edits) {
    const from = at % lines.length;
    const line = lines[from] ?? '';
    const other = to % lines.length;
    if (what === 'drop') lines.splice(from, 1, '');
    else if (what === 'twice') lines.splice(from, 0, line);
    else if (what === 'junk') lines.splice(from, 0, stray);
    else if (what === 'cut line') lines[from] = line.slice(0, to % (line.length + 1));
    else if (what === 'replace') lines[from] = line.replace(/\d+/, stray);
    else [lines[from], lines[other]] = [lines[other] ?? '', line];
  }
  return lines.join('\n');
}

describe('the parsers', () => {
  it('never throw for a real dump that was damaged, and never hand out more than all connections', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DUMPS), fc.array(edit, { maxLength: 30 }), (text, edits) => {
        for (const parse of PARSERS) expectSane(parse(damaged(text, edits)));
      }),
      { numRuns: 200 },
    );
  });

  it('never throw for words of these texts in any order', () => {
    const words = [...new Set(DUMPS.flatMap((text) => text.split(/\s+/)))].slice(0, 400);
    const text = fc.array(fc.array(fc.oneof(fc.constantFrom(...words), junk), { maxLength: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(text, (lines) => {
        for (const parse of PARSERS) expectSane(parse(lines.map((line) => line.join(' ')).join('\n')));
      }),
      { numRuns: 300 },
    );
  });

  it('count every stray line between the rules, and read the rules as if it were not there', () => {
    const stray = fc.constantFrom('root@node:~# history', 'Warning: something', '2026-05-04 10:00:00 note');
    fc.assert(
      fc.property(fc.array(stray, { maxLength: 150 }), (strays) => {
        const rules = parseIpvs([...strays, IPVS].join('\r\n'));
        expect(rules.unknownCount).toBe(strays.length);
        expect(rules.unknownLines).toEqual(strays.slice(0, 100));
        expect(rules.ports).toEqual(parseIpvs(IPVS).ports);
      }),
    );
  });

  const loop = (chain: string) => `-A ${chain} -m statistic --mode random --probability 0.00100000000 -j ${chain}\n`;
  const nftLoop = `numgen random mod 500 vmap { ${Array.from({ length: 500 }, (_, at) => `${at} : goto service-a`).join(', ')} }`;
  const CIRCLES = [
    {
      name: 'iptables',
      text: `-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-A\n${loop('KUBE-SVC-A').repeat(1000)}`,
    },
    {
      name: 'nft',
      text: `table ip kube-proxy {\n\tmap service-ips {\n\t\telements = { 10.96.0.9 . tcp . 80 : goto service-a }\n\t}\n\tchain service-a {\n\t\t${nftLoop}\n\t}\n}\n`,
    },
  ];
  for (const { name, text } of CIRCLES) {
    it(`come to an end where chains lead back to themselves: ${name}`, { timeout: 5000 }, () => {
      expect(parseProxyText(text)?.ports).toMatchObject([{ destination: '10.96.0.9:80', backends: [] }]);
    });
  }
});

describe('chains without an end', () => {
  it('do not use up the stack', () => {
    const depth = 50_000;
    const lines = Array.from({ length: depth }, (_, at) => `-A KUBE-SVC-${at} -j KUBE-SVC-${at + 1}`);
    const entry = '-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-0';
    expect(parseIptables([entry, ...lines].join('\n')).ports).toMatchObject([{ backends: [] }]);
    const chains = lines.map((_, at) => `chain service-${at} {\ngoto service-${at + 1}\n}`);
    const map = 'map service-ips {\nelements = { 10.96.0.9 . tcp . 80 : goto service-0 }\n}';
    expect(parseNft(['table ip kube-proxy {', map, ...chains, '}'].join('\n')).ports).toMatchObject([{ backends: [] }]);
  });
});

describe('a text that was cut off', () => {
  it('is said to be, in every mode', () => {
    expect(parseIpvs(IPVS.slice(0, -30)).isTruncated).toBe(true);
    expect(parseIpvs(IPVS.slice(0, IPVS.indexOf(' rr'))).isTruncated).toBe(true);
    expect(parseIpvs(IPVS).isTruncated).toBe(false);
    expect(parseIptables(read('kind-worker.iptables').slice(0, -200)).isTruncated).toBe(true);
    expect(parseNft(read('kind-worker.nft').slice(0, -200)).isTruncated).toBe(true);
  });
});
