import { describe, expect, it } from 'vitest';
import { handleSession } from '#lib/server/auth/handle-session.ts';
import { shopSight } from '#lib/server/auth/sight.test-support.ts';
import { TOKEN_COOKIE, tokenCookie, tokenOf } from '#lib/server/auth/token-of.ts';
import type { Viewers } from '#lib/server/auth/viewers.ts';
import { guardedRoute, guardedSession } from '#lib/server/guard/guarded-route.ts';
import { runningWith } from '#lib/server/running.test-support.ts';

const viewers: Viewers = {
  async admit(token) {
    if (token === 'silent') throw new Error('no answer');
    if (token === 'admin') return { kind: 'admitted', viewer: { name: 'root', sight: { kind: 'everything' } } };
    if (token === 'dev') {
      return { kind: 'admitted', viewer: { name: 'dev', sight: shopSight() } };
    }
    return { kind: 'denied', why: token === 'poor' ? 'no-rights' : 'unknown' };
  },
  watch: () => () => undefined,
  close: () => undefined,
};
const running = () => runningWith({}, { viewers });

function request(method: string, init: RequestInit = {}, headers: Readonly<Record<string, string>> = {}): Request {
  const all = { host: 'localhost:3000', ...headers };
  return new Request('http://localhost:3000/api/session', { method, headers: all, ...init });
}

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Request {
  const text = JSON.stringify(body);
  const json = { 'content-type': 'application/json', 'content-length': String(text.length), ...headers };
  return request('POST', { body: text }, json);
}

const session = guardedSession(handleSession, running);

describe('handleSession()', () => {
  it('gives whoever signs in a cookie that scripts cannot read and no other site can send', async () => {
    const response = await session(post({ token: 'admin' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBe(`${TOKEN_COOKIE}=admin; Path=/; HttpOnly; SameSite=Strict`);
  });

  it('marks the cookie as secure where TLS stands in front', async () => {
    const response = await session(post({ token: 'admin' }, { 'x-forwarded-proto': 'https' }));
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it.each([
    ['a token that nobody has', { token: 'canary' }, 401],
    ['a token that may see nothing', { token: 'poor' }, 403],
    ['an API server that does not answer', { token: 'silent' }, 503],
    ['a token that is none', { token: 'can ary\r\nset-cookie: x' }, 400],
    ['no token', {}, 400],
    ['something else', ['admin'], 400],
  ])('answers %s without a cookie and without an echo', async (_, body, status) => {
    const response = await session(post(body));
    expect(response.status).toBe(status);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).not.toMatch(/canary|can ary|admin/);
  });

  it('takes no form, which another site could send', async () => {
    const response = await session(post({ token: 'admin' }, { 'content-type': 'application/x-www-form-urlencoded' }));
    expect(response.status).toBe(400);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a foreign host', { host: 'evil.example' }],
  ])('refuses to sign in for %s', async (_, headers) => {
    expect((await session(post({ token: 'admin' }, headers))).status).toBe(403);
  });

  it('reads no body that is longer than a token can be', async () => {
    const response = await session(post({ token: 'a'.repeat(20_000) }));
    expect(response.status).toBe(400);
  });

  it('ends a session', async () => {
    expect((await session(request('DELETE'))).headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it.each([
    ['somebody', { cookie: `${TOKEN_COOKIE}=dev` }, { auth: 'token', user: 'dev', everything: false }],
    ['somebody by a header', { authorization: 'Bearer admin' }, { auth: 'token', user: 'root', everything: true }],
    ['nobody', {}, { auth: 'token', why: 'unknown' }],
  ])('tells who is signed in: %s', async (_, headers, want) => {
    expect(await (await session(request('GET', {}, headers))).json()).toEqual(want);
  });

  it('says that nobody is asked where that is so', async () => {
    const open = guardedSession(handleSession, () => runningWith({}));
    expect(await (await open(request('GET'))).json()).toEqual({ auth: 'none' });
    expect((await open(post({ token: 'admin' }))).status).toBe(404);
  });
});

describe('guardedRoute() with --auth=token', () => {
  const answered = (options = {}) =>
    guardedRoute((_request, _running, viewer) => new Response(viewer.name), { running, ...options });
  const get = (cookie?: string) =>
    request('GET', {}, cookie === undefined ? {} : { cookie: `${TOKEN_COOKIE}=${cookie}` });

  it.each([
    ['without a token', undefined, 401],
    ['with one that nobody has', 'guess', 401],
    ['with one that may see nothing', 'poor', 403],
    ['while the API server does not answer', 'silent', 503],
    ['with one that may see everything', 'admin', 200],
  ])('%s the answer is %s', async (_, token, status) => {
    expect((await answered()(get(token))).status).toBe(status);
  });

  it('promise 14: lets nobody with rights in some namespaces into a route that does not filter', async () => {
    expect((await answered()(get('dev'))).status).toBe(403);
    expect(await (await answered({ filters: true })(get('dev'))).text()).toBe('dev');
  });
});

describe('tokenOf()', () => {
  const of = (headers: Readonly<Record<string, string>>) =>
    tokenOf({ headers: { get: (name: string) => headers[name] ?? null } });

  it.each([
    ['the cookie among others', { cookie: `a=b; ${TOKEN_COOKIE}=t.o-k_en=; c=d` }, 't.o-k_en='],
    ['the header, before the cookie', { authorization: 'bearer one', cookie: `${TOKEN_COOKIE}=two` }, 'one'],
    ['no other scheme', { authorization: 'Basic b25l' }, undefined],
    ['nothing with other characters', { authorization: 'Bearer a,b' }, undefined],
    ['nothing endless', { authorization: `Bearer ${'a'.repeat(9_000)}` }, undefined],
    ['no cookie of a longer name', { cookie: `x${TOKEN_COOKIE}=one` }, undefined],
    ['nothing', {}, undefined],
  ])('reads %s', (_, headers, want) => {
    expect(of(headers)).toBe(want);
  });

  it('reads back the cookie that it gave', () => {
    expect(of({ cookie: tokenCookie('abc.def', true).split(';')[0] ?? '' })).toBe('abc.def');
  });
});
