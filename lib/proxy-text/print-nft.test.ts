import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseNft, toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { printNft } from '#lib/proxy-text/print-nft.ts';

function fileOf(folder: string): (file: string) => string {
  return (file) => readFileSync(join(import.meta.dirname, 'fixtures', folder, file), 'utf8');
}

describe('printNft() writes what the real kube-proxy wrote at the same moment', () => {
  for (const node of ['a1', 'b1', 'nozone']) {
    it(`on ${node} in odd-slices-1.37`, () => {
      const read = fileOf('odd-slices-1.37');
      const fixture = toFixture(read, { version: '1.37.2' });
      const rules = fixture.textRules.nftables;
      if (rules === undefined) throw new Error('Cannot print nftables: this minor has no such mode');
      expect(normaliseNft(printNft(fixture.inputFor(node), { rules }))).toEqual(normaliseNft(read(`${node}.nft`)));
    });
  }

  for (const folder of ['no-hints', 'prefer-same-zone', 'prefer-same-node', 'many-services-1.37']) {
    for (const [node, nodeIP] of [
      ['kind-worker', '172.18.0.3'],
      ['kind-worker2', '172.18.0.4'],
    ] as const) {
      it(`on ${node} in ${folder}, IPv4 and IPv6`, () => {
        const fixture = toFixture(fileOf(folder), { version: '1.37.2' });
        const rules = fixture.textRules.nftables;
        if (rules === undefined) throw new Error('Cannot print nftables: this minor has no such mode');
        const input = fixture.inputFor(node);
        const printed = printNft({ ...input, options: { ...input.options, nodeIPs: [nodeIP] } }, { rules });
        const want = normaliseNft(fileOf(folder)(`${node}.nft`));
        expect(want.size).toBeGreaterThan(15);
        expect(normaliseNft(printed)).toEqual(want);
      });
    }
  }
});
