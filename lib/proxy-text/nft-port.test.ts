import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseNft, toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { printNft } from '#lib/proxy-text/print-nft.ts';

/** The rules of one chain on kind-worker as another minor's kube-proxy writes them, hashes left out. */
function chain(version: string, name: string): readonly string[] {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
  const fixture = toFixture(read, { version });
  const rules = fixture.textRules.nftables;
  if (rules === undefined) throw new Error(`Cannot print nftables for ${version}: it has no such mode`);
  const blocks = normaliseNft(printNft(fixture.inputFor('kind-worker'), { rules }));
  const withoutHash = (text: string) =>
    text.replaceAll(/(service|local|external|endpoint|affinity)-[A-Z2-7]{8}-/g, '$1-');
  const found = [...blocks].find(([key]) => withoutHash(key) === `table ip kube-proxy chain ${name}`);
  return (found?.[1] ?? []).map(withoutHash).map((line) => line.replace(/10\.96\.\d+\.\d+/, 'ADDR'));
}

describe('nftables text changed from minor to minor', () => {
  const dice = 'numgen random mod 3 vmap { 0 : goto endpoint-default/plain/tcp/__10.244.1.4/8080,';
  it('1.33 has a chain for each endpoint and marks by address and port', () => {
    const [mark, balance = ''] = chain('1.33', 'service-default/plain/tcp/');
    expect(mark).toBe('ip daddr ADDR tcp dport 80 ip saddr != 10.244.0.0/16 jump mark-for-masquerade');
    expect(balance.startsWith(dice)).toBe(true);
    expect(chain('1.33', 'endpoint-default/plain/tcp/__10.244.1.4/8080')).toEqual([
      'ip saddr 10.244.1.4 jump mark-for-masquerade',
      'meta l4proto tcp dnat to 10.244.1.4:8080',
    ]);
  });
  it('1.34 marks by address', () =>
    expect(chain('1.34', 'service-default/plain/tcp/')[0]).toBe(
      'ip daddr ADDR ip saddr != 10.244.0.0/16 jump mark-for-masquerade',
    ));
  it('1.36 has no endpoint chains, but for affinity', () => {
    expect(chain('1.36', 'service-default/plain/tcp/')).toEqual([
      'meta l4proto tcp dnat ip to numgen random mod 3 map { 0 : 10.244.1.4 . 8080, 1 : 10.244.2.2 . 8080, 2 : 10.244.3.3 . 8080 }',
    ]);
    expect(chain('1.36', 'endpoint-default/plain/tcp/__10.244.1.4/8080')).toEqual([]);
    expect(chain('1.36', 'endpoint-default/sticky/tcp/__10.244.1.4/8080')).toHaveLength(2);
  });
  it('1.36 keeps a map for one endpoint, 1.37 does not', () => {
    expect(chain('1.36', 'service-default/zonal/tcp/http')).toEqual([
      'meta l4proto tcp dnat ip to numgen random mod 1 map { 0 : 10.244.3.3 . 8080 }',
    ]);
    expect(chain('1.37', 'service-default/zonal/tcp/http')).toEqual(['meta l4proto tcp dnat to 10.244.3.3:8080']);
  });
  it('1.35 jumps to a mark that 1.36 sets in place', () => {
    expect(chain('1.35', 'external-default/zonal/tcp/http')[0]).toBe('jump mark-for-masquerade');
    expect(chain('1.36', 'external-default/zonal/tcp/http')[0]).toBe(
      'meta mark set meta mark | 0x00004000 comment "masquerade"',
    );
  });
});
