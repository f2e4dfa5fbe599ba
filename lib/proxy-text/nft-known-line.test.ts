import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { isNftElementLine, isNftRuleLine } from '#lib/proxy-text/nft-known-line.ts';
import { parseNft } from '#lib/proxy-text/parse-nft.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const DUMPS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.nft'));

test.each(DUMPS)('no line of the real dump %s is called unknown', (file) => {
  expect(parseNft(readFileSync(join(FIXTURES, file), 'utf8')).unknownLines).toEqual([]);
});

describe('isNftElementLine()', () => {
  it.each([
    'type ipv4_addr . inet_proto . inet_service : verdict',
    'flags dynamic,timeout',
    'timeout 3h',
    'elements = { 10.244.1.2 expires 2h59m50s,',
    '10.244.1.3 timeout 3h expires 1h }',
    '10.244.1.4 counter packets 3 bytes 180 }',
    'elements = { 10.0.0.0/8, 192.0.2.1-192.0.2.9 }',
    'fd00:10:244:1::2 . fd00:10:244:1::2 . tcp . 8080,',
    'tcp . 30083 comment "default/nobody:http" : goto reject-chain }',
  ])('takes %s', (line) => {
    expect(isNftElementLine(line)).toBe(true);
  });
  it.each(['--More--', 'Last login: Sun Nov 29', 'kind-worker:~#', '10.244.1.2 is down'])(
    'does not take %s',
    (line) => {
      expect(isNftElementLine(line)).toBe(false);
    },
  );
});

describe('isNftRuleLine()', () => {
  it.each([
    'type filter hook input priority filter - 110; policy accept;',
    'comment "helper for @no-endpoint-services / @no-endpoint-nodeports"',
    'ct state new jump service-endpoints-check',
    'numgen random mod 2 vmap { 0 : goto endpoint-A, 1 : goto endpoint-B }',
    'meta l4proto tcp dnat to 10.244.1.2:80',
    'update @affinity-A { ip saddr }',
    'meta mark set meta mark | 0x00004000 comment "masquerade"',
    'fib daddr type local counter packets 0 bytes 0 drop',
  ])('takes %s', (line) => {
    expect(isNftRuleLine(line)).toBe(true);
  });
  it.each(['kind-worker login: root', '5 . 53, 1 : 10.244.2.3 . 53 }'])('does not take %s', (line) => {
    expect(isNftRuleLine(line)).toBe(false);
  });
});
