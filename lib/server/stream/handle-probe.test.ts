import { describe, expect, test } from 'vitest';
import { guardedProbe } from '#lib/server/guard/guarded-route.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import type { Running } from '#lib/server/running.ts';
import { livez, readyz } from '#lib/server/stream/handle-probe.ts';

function running(ready: boolean, lag = 0): Running {
  return runningWith({ ready }, { lagMillis: () => lag });
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
];

describe('probes', () => {
  for (const [name, made, wantLivez, wantReadyz, word] of CASES) {
    test(`${name}: livez ${wantLivez}, readyz ${wantReadyz}`, async () => {
      const alive = await guardedProbe(livez, () => made)(get());
      const ready = await guardedProbe(readyz, () => made)(get());
      expect([alive.status, ready.status, await ready.text()]).toEqual([wantLivez, wantReadyz, `${word}\n`]);
    });
  }

  test('fault 34: when the event loop was held up for 2 s readyz answers 503, and livez 200', async () => {
    const held = readyz(running(true, 2_001));
    expect([livez().status, held.status, await held.text()]).toEqual([200, 503, 'busy\n']);
  });

  test('fault 34: an API server that is away for good leaves the process alive and, with its last data, ready', async () => {
    const away = runningWith({
      ready: true,
      status: { phase: 'stale', since: 0, done: 0, address: 'a', said: 'refuses', missing: [], skipped: 0 },
    });
    expect([livez().status, readyz(away).status]).toEqual([200, 200]);
  });

  test('a foreign host is told nothing', async () => {
    for (const probe of [livez, readyz]) {
      expect((await guardedProbe(probe, () => running(true))(get('evil.example'))).status).toBe(403);
    }
  });
});
