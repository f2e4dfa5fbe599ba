import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';

function printed(endpointsInCluster: number): readonly string[] {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
  const fixture = toFixture(read, { version: '1.37.2' });
  const input = fixture.inputFor('kind-worker');
  const options = { ...input.options, endpointsInCluster };
  return printIptables({ ...input, options }, { rules: fixture.textRules.iptables, family: 'IPv4' }).split('\n');
}

describe('a large cluster goes without the comments of balancing rules and endpoints', () => {
  const large = printed(1001);
  it('above 1,000 endpoints', () => {
    expect(large.filter((line) => /^-A KUBE-SEP-/.test(line) && line.includes('--comment'))).toEqual([]);
    expect(large.filter((line) => line.includes('-> 10.244.'))).toEqual([]);
    expect(large.join('\n')).toContain('--comment "default/plain cluster IP"');
    expect(large.join('\n')).toContain('masquerade traffic for default/zonal:http external destinations');
  });
  it('with the same rules but for these comments', () => {
    const small = printed(1000);
    expect(small.join('\n')).toContain('default/plain -> 10.244.1.4:8080');
    const bare = small.map((line) =>
      /^-A KUBE-SEP-/.test(line) || line.includes(' -> ') ? line.replace(/-m comment --comment "[^"]*" /, '') : line,
    );
    expect(bare).toEqual(large);
  });
});
