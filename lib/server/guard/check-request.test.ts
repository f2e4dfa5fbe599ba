import { describe, expect, test } from 'vitest';
import { checkRequest } from '#lib/server/guard/check-request.ts';

const CASES: readonly {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: string;
  /** Status of the refusal for a page and for the API; undefined is let through. */
  readonly want: readonly [page: number | undefined, api: number | undefined];
}[] = [
  { name: 'localhost', headers: { host: 'localhost' }, want: [undefined, undefined] },
  { name: 'localhost in capitals', headers: { host: 'LOCALHOST:3000' }, want: [undefined, undefined] },
  {
    name: '127.0.0.1 on any port, as port-forward picks its own',
    headers: { host: '127.0.0.1:49152' },
    want: [undefined, undefined],
  },
  { name: '[::1]', headers: { host: '[::1]:3000' }, want: [undefined, undefined] },
  { name: 'a name that was allowed', headers: { host: 'zones.example:8443' }, want: [undefined, undefined] },
  { name: 'a foreign name', headers: { host: 'evil.example:3000' }, want: [403, 403] },
  { name: 'a name that begins like an allowed one', headers: { host: 'localhost.evil.example' }, want: [403, 403] },
  { name: 'a name that ends like an allowed one', headers: { host: 'evil-zones.example' }, want: [403, 403] },
  { name: 'a subdomain of an allowed name', headers: { host: 'x.zones.example' }, want: [403, 403] },
  { name: 'another loopback address', headers: { host: '127.0.0.2:3000' }, want: [403, 403] },
  { name: 'a user before the name', headers: { host: 'localhost@evil.example' }, want: [403, 403] },
  { name: 'two names', headers: { host: 'localhost, evil.example' }, want: [403, 403] },
  { name: 'no host', headers: {}, want: [403, 403] },
  { name: 'an empty host', headers: { host: '' }, want: [403, 403] },
  { name: 'a port that is none', headers: { host: 'localhost:evil' }, want: [403, 403] },
  { name: 'POST', headers: { host: 'localhost' }, method: 'POST', want: [405, 405] },
  { name: 'OPTIONS', headers: { host: 'localhost' }, method: 'OPTIONS', want: [405, 405] },
  { name: 'HEAD', headers: { host: 'localhost' }, method: 'HEAD', want: [undefined, undefined] },
  {
    name: 'the own origin',
    headers: { host: 'localhost:3000', origin: 'http://localhost:3000' },
    want: [undefined, undefined],
  },
  { name: 'another origin', headers: { host: 'localhost:3000', origin: 'http://evil.example' }, want: [403, 403] },
  {
    name: 'another port of this machine',
    headers: { host: 'localhost:3000', origin: 'http://localhost:8080' },
    want: [403, 403],
  },
  {
    name: 'the null origin of a sandboxed frame',
    headers: { host: 'localhost:3000', origin: 'null' },
    want: [403, 403],
  },
  {
    name: 'a link in a ticket',
    headers: { host: 'localhost:3000', 'sec-fetch-site': 'cross-site' },
    want: [undefined, 403],
  },
  {
    name: 'a page on another port of this machine',
    headers: { host: 'localhost:3000', 'sec-fetch-site': 'same-site' },
    want: [undefined, 403],
  },
  {
    name: 'an address typed by hand',
    headers: { host: 'localhost:3000', 'sec-fetch-site': 'none' },
    want: [undefined, undefined],
  },
  {
    name: 'our own page',
    headers: { host: 'localhost:3000', 'sec-fetch-site': 'same-origin' },
    want: [undefined, undefined],
  },
];

describe('promise 02: what is let in, by host, origin, site and method', () => {
  for (const { name, headers, method = 'GET', want } of CASES) {
    for (const [at, kind] of (['page', 'api'] as const).entries()) {
      test(`${name} is ${want[at] === undefined ? 'let through to' : `answered ${want[at]} by`} the ${kind}`, () => {
        const request = { method, headers: { get: (key: string) => headers[key] ?? null } };
        const refusal = checkRequest(request, { kind, allowedHosts: ['zones.example'] });
        expect(refusal?.status).toBe(want[at]);
        if (refusal !== undefined) expect(refusal.sentence).not.toContain('evil');
      });
    }
  }
});
