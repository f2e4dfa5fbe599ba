import { describe, expect, test } from 'vitest';
import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { createLog } from '#lib/server/log/log.ts';
import { runningWith } from '#lib/server/running.test-support.ts';

function get(path = '/api/x', headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`http://localhost${path}`, { headers: { host: 'localhost:3000', ...headers } });
}

function rig(answer: () => Response) {
  const lines: string[] = [];
  let answered = 0;
  const log = createLog({ level: 'debug', write: (line) => lines.push(line) });
  const route = guardedRoute(
    () => {
      answered += 1;
      return answer();
    },
    { running: () => runningWith({}, { log, allowedHosts: ['zones.example'] }) },
  );
  return { route, lines, answered: () => answered };
}

const REFUSED: readonly (readonly [name: string, headers: Readonly<Record<string, string>>, status: number])[] = [
  ['a foreign host', { host: 'evil.example' }, 403],
  ['another origin', { origin: 'http://evil.example' }, 403],
  ['another site, with no Origin', { 'sec-fetch-site': 'cross-site' }, 403],
  [
    'a request that calls itself checked already',
    { host: 'evil.example', 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    403,
  ],
];

describe('guardedRoute', () => {
  for (const [name, headers, status] of REFUSED) {
    test(`promise 16: ${name} is answered ${status} before the handler is asked`, async () => {
      const { route, answered } = rig(() => new Response('secret'));
      const response = await route(get('/api/x', headers));
      expect([response.status, answered()]).toEqual([status, 0]);
      expect(await response.text()).not.toMatch(/secret|evil/);
    });
  }

  test('an allowed name is answered', async () => {
    const { route } = rig(() => new Response('yes'));
    expect(await (await route(get('/api/x', { host: 'zones.example:8443' }))).text()).toBe('yes');
  });

  test('an address longer than 8 KiB is answered 414', async () => {
    const { route, answered } = rig(() => new Response('yes'));
    expect((await route(get(`/api/x?q=${'a'.repeat(8 * 1024)}`))).status).toBe(414);
    expect(answered()).toBe(0);
  });

  test('before anything has booted it says so', async () => {
    const route = guardedRoute(() => new Response('yes'), { running: () => undefined });
    expect((await route(get())).status).toBe(503);
  });

  test('promise 11: what a handler throws is logged under an id, and the answer says the id and nothing else', async () => {
    const { route, lines } = rig(() => {
      throw new Error('Cannot read /home/me/.kube/config: canary');
    });
    const response = await route(get('/api/x?q=echo'));
    const text = await response.text();
    const id = /under ([0-9a-f-]{36})\.\n$/.exec(text)?.[1] ?? 'none';
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/canary|kube|echo|\bat /);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', id });
    expect(lines[0]).toContain('canary');
  });
});
