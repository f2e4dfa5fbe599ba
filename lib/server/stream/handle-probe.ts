import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import type { Running } from '#lib/server/running.ts';

const MAX_LAG_MILLIS = 2_000;

/** `GET /api/livez`: the process answers. An API server that is away is no reason to restart it. */
export function livez(): Response {
  return probe(200, 'ok');
}

/** `GET /api/readyz`: the first lists are complete and the event loop is not held up. */
export function readyz(running: Running | undefined): Response {
  if (running === undefined) return probe(503, 'starting');
  if (!running.hub.ready) return probe(503, 'syncing');
  return running.lagMillis() > MAX_LAG_MILLIS ? probe(503, 'busy') : probe(200, 'ok');
}

function probe(status: number, word: string): Response {
  return new Response(`${word}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
