import { describe, expect, test } from 'vitest';
import type { Running } from '#lib/server/running.ts';
import { handleLivez, handleReadyz } from '#lib/server/stream/handle-probe.ts';

function running(ready: boolean, lag = 0): Running {
  return {
    hub: { ready } as Running['hub'],
    allowedHosts: [],
    build: 'b',
    lagMillis: () => lag,
    close: async () => undefined,
  };
}

function get(host = 'localhost'): Request {
  return new Request('http://localhost/api/readyz', { headers: { host } });
}

const CASES: readonly (readonly [
  name: string,
  running: Running | undefined,
  livez: number,
  readyz: number,
  word: string,
])[] = [
  ['before anything has started', undefined, 200, 503, 'starting'],
  ['while the first lists run', running(false), 200, 503, 'syncing'],
  ['when all is in', running(true), 200, 200, 'ok'],
  ['when the event loop was held up for 2 s', running(true, 2_001), 200, 503, 'busy'],
];

describe('probes', () => {
  for (const [name, made, livez, readyz, word] of CASES) {
    test(`${name}: livez ${livez}, readyz ${readyz}`, async () => {
      const ready = handleReadyz(get(), made);
      expect([handleLivez(get(), made).status, ready.status, await ready.text()]).toEqual([livez, readyz, `${word}\n`]);
    });
  }

  test('a foreign host is told nothing', () => {
    expect([
      handleLivez(get('evil.example'), running(true)).status,
      handleReadyz(get('evil.example'), running(true)).status,
    ]).toEqual([403, 403]);
  });
});
