import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { CANARY, CANARY_OBJECTS, CANARY_TOKEN } from '#lib/server/canary-objects.test-support.ts';
import { kubeconfigFor, startObjectsApi } from '#lib/server/objects-api.test-support.ts';
import { rawRequest, statusOf } from './support/raw-request.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { openStream, type StreamClient } from './support/stream-clients.ts';
import { openService } from './support/zonescope-page.ts';

const ROUTES = ['/', '/api/stream', '/api/timeline', '/api/livez', '/api/readyz', '/nowhere', '/api/nowhere'] as const;

let zonescope: ZonescopeProcess;

test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo']);
});
test.afterAll(async () => {
  await zonescope.stop();
});

function lineRequest(method: string, path: string, headers: readonly string[] = []): string {
  return `${[`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;
}

/** '' for one that was closed since its name was read. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

test('promise 01: it listens on loopback and on no other address of this machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect(zonescope.port, address, () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    expect(outcome).toBe('ECONNREFUSED');
  }
  const listening = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter(
      (line) =>
        line.includes(` 0A `) && line.includes(`:${zonescope.port.toString(16).toUpperCase().padStart(4, '0')} `),
    );
  expect(listening.map((line) => /\d+: ([0-9A-F]{8}):/.exec(line)?.[1])).toEqual(['0100007F']);
});

test('promise 01: another address is refused without --auth, and with it the page says in red that all may see', async ({
  page,
}) => {
  await expect(startZonescope(['--demo', '--host', '0.0.0.0'])).rejects.toThrow(/nobody would be asked who they are/);
  const open = await startZonescope(['--demo', '--host', '0.0.0.0', '--auth', 'none-and-i-know-it']);
  try {
    await page.goto(`http://127.0.0.1:${open.port}/`);
    const notice = page.getByText('Whoever can reach this address sees this cluster');
    await expect(notice).toBeVisible();
    await expect(notice).toHaveCSS('color', 'rgb(180, 35, 24)');
  } finally {
    await open.stop();
  }
});

test('promise 02: a name that is rebound to this machine gets nothing, in a real browser', async () => {
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--host-resolver-rules=MAP evil.example 127.0.0.1'],
    ...(process.env['ZONESCOPE_BROWSER'] === undefined ? {} : { executablePath: process.env['ZONESCOPE_BROWSER'] }),
  });
  try {
    const page = await browser.newPage();
    const response = await page.goto(`http://evil.example:${zonescope.port}/`);
    expect(response?.status()).toBe(403);
    expect(await page.content()).not.toContain('evil.example');
    const api = await page.evaluate(async () => (await fetch('/api/stream')).status);
    expect(api).toBe(403);
  } finally {
    await browser.close();
  }
});

test('promise 03: a page of another origin reads neither the API nor the stream', async ({ page }) => {
  const other = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>other</title>'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const outcomes = await page.evaluate(async (url) => {
      const read = await fetch(`${url}/api/readyz`).then(
        () => 'read',
        () => 'refused',
      );
      const stream = await new Promise<string>((resolve) => {
        const source = new EventSource(`${url}/api/stream`);
        source.onopen = () => resolve('open');
        source.onerror = () => resolve(source.readyState === EventSource.CLOSED ? 'refused for good' : 'again');
      });
      return [read, stream];
    }, zonescope.url);
    expect(outcomes).toEqual(['refused', 'refused for good']);
  } finally {
    other.close();
  }
});

test('promise 04: whatever is sent with another method than GET and HEAD is answered 405', async () => {
  for (const path of ROUTES) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      const answer = await rawRequest(zonescope.port, lineRequest(method, path, ['Content-Length: 0']));
      expect([path, method, statusOf(answer)]).toEqual([path, method, 405]);
      expect(answer.toLowerCase()).not.toContain('access-control-');
    }
  }
});

test('promise 08: no route asks an address that it is given', async ({ request }) => {
  let hits = 0;
  const canary = createServer((_request, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const target = encodeURIComponent(`http://127.0.0.1:${(canary.address() as AddressInfo).port}/`);
  const names = ['url', 'service', 'clients', 'at', 'src', 'path', 'server', 'next', 'redirect'];
  const query = names.map((name) => `${name}=${target}`).join('&');
  for (const path of [...ROUTES.filter((route) => route !== '/api/stream'), '/_next/image']) {
    await request.get(`${zonescope.url}${path}?${query}`, { maxRedirects: 0 });
  }
  expect((await request.get(`${zonescope.url}/api/stream?service=${target}`)).status()).toBe(400);
  canary.close();
  expect(hits).toBe(0);
});

test('promise 10: every answer, errors too, has the headers that close it to others', async ({ request }) => {
  for (const path of [
    ...ROUTES.filter((route) => route !== '/api/stream'),
    '/theme.js',
    '/%',
    '/_next/static/nothing.js',
  ]) {
    const response = await request.get(`${zonescope.url}${path}`);
    const headers = response.headers();
    expect([path, headers['x-content-type-options'], headers['referrer-policy']]).toEqual([
      path,
      'nosniff',
      'no-referrer',
    ]);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-powered-by']).toBeUndefined();
    if (headers['content-type']?.startsWith('text/html') !== true) continue;
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src 'self'; script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
  const nonces = await Promise.all(
    [1, 2].map(
      async () =>
        /'nonce-([^']+)'/.exec((await request.get(zonescope.url)).headers()['content-security-policy'] ?? '')?.[1],
    ),
  );
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('promise 11: no error repeats what was asked, nor says where the server runs', async ({ request }) => {
  for (const path of [
    `/${CANARY}`,
    `/api/${CANARY}`,
    `/api/stream?service=${CANARY}`,
    `/api/timeline?service=${CANARY}/${CANARY}`,
    `/api/timeline?service=a/b&at=${CANARY}`,
    `/%E0%A4%A/${CANARY}`,
    `/_next/static/${CANARY}.js`,
    `/_next/data/${CANARY}.json`,
  ]) {
    const response = await request.get(`${zonescope.url}${path}`);
    expect(response.status(), path).toBeGreaterThanOrEqual(400);
    const text = await response.text();
    // Next's own script data name the address of the page; no word of it is shown.
    const shown = text.replaceAll(/<script[^>]*>.*?<\/script>/gs, '');
    expect(shown, path).not.toContain(CANARY);
    expect(text, path).not.toMatch(/node_modules|\/lib\/| {4}at /);
  }
});

test('promise 16: a request that calls itself checked already is checked', async () => {
  for (const name of ['proxy', 'src/proxy', 'middleware', 'src/middleware', 'pages/_middleware']) {
    const bypass = `x-middleware-subrequest: ${Array.from({ length: 6 }, () => name).join(':')}`;
    for (const path of ['/', '/api/stream', '/api/timeline?service=a/b']) {
      const bytes = `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n${bypass}\r\n\r\n`;
      expect(statusOf(await rawRequest(zonescope.port, bytes))).toBe(403);
    }
  }
});

test('promise 17: who sends its headers slowly is cut off, and the others are served meanwhile', async ({
  request,
}) => {
  test.setTimeout(120_000);
  const started = Date.now();
  const slow = Array.from({ length: 200 }, () => rawRequest(zonescope.port, 'GET / HTTP/1.1\r\nHost: localh', 30_000));
  await expect(request.get(`${zonescope.url}/api/livez`)).resolves.toBeTruthy();
  const answers = await Promise.all(slow);
  expect(Date.now() - started).toBeLessThan(25_000);
  for (const answer of answers) expect([0, 408]).toContain(statusOf(answer));
});

test('promise 17: of 1,200 streams those beyond 1,000 are told to come back, and the others go on', async () => {
  test.setTimeout(120_000);
  const clients: StreamClient[] = [];
  for (let batch = 0; batch < 12; batch += 1) {
    clients.push(...(await Promise.all(Array.from({ length: 100 }, () => openStream(zonescope.url)))));
  }
  try {
    await expect
      .poll(() => clients.every(({ text }) => /event: (status|full)\n/.test(text())), { timeout: 60_000 })
      .toBe(true);
    const full = clients.filter(({ text }) => text().includes('event: full\n'));
    expect(full).toHaveLength(200);
    for (const { text } of full) expect(text()).toContain('retry: 60000\n');
  } finally {
    for (const client of clients) client.close();
  }
  await expect
    .poll(async () => {
      const client = await openStream(zonescope.url);
      await expect.poll(() => /event: (status|full)\n/.test(client.text())).toBe(true);
      client.close();
      return client.text().includes('event: full');
    })
    .toBe(false);
});

test('bad input 26: headers, addresses and queries that are too long or no text are turned away, and the server goes on', async ({
  request,
}) => {
  const cases: readonly (readonly [bytes: string, status: readonly number[]])[] = [
    [lineRequest('GET', '/', [`X-Long: ${'a'.repeat(100_000)}`]), [431]],
    [lineRequest('GET', `/api/stream?service=${'a'.repeat(15_000)}`), [414, 431]],
    // Whoever goes on sending may see the connection end before the answer.
    [lineRequest('GET', `/api/stream?q=${'a'.repeat(10_000_000)}`), [431, 0]],
    [lineRequest('GET', '/api/stream?service=../etc/passwd'), [400]],
    [lineRequest('GET', '/api/stream?service=a/b&service=c/d'), [400]],
    [lineRequest('GET', '/api/stream?service=%ff/%fe'), [400]],
    [lineRequest('GET', '/api/timeline?service=../../x'), [400]],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n', [400, 403]],
    ['\0\r\n\r\n', [400]],
  ];
  for (const [bytes, want] of cases) {
    const answer = await rawRequest(zonescope.port, bytes);
    expect(want, bytes.slice(0, 60)).toContain(statusOf(answer));
    expect(answer).not.toContain('evil.example');
  }
  expect((await request.get(`${zonescope.url}/api/livez`)).status()).toBe(200);
});

test('promise 20: page and server talk to the API server and to each other, and to nobody else', async ({ page }) => {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol === 'http:' || protocol === 'https:') asked.add(host);
  });
  await openService(page, zonescope.url, { service: 'kube-system/kube-dns' });
  expect([...asked]).toEqual([`127.0.0.1:${zonescope.port}`]);
  const pid = zonescope.pid;
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /socket:\[(\d+)\]/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1] ?? []),
  );
  const remotes = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? ''))
      .map((fields) => (fields[2] ?? '').split(':')[0] ?? ''),
  );
  const isLoopback = (address: string): boolean => /^(0+|0100007F|0{24}01000000|0{16}FFFF00000100007F)$/.test(address);
  expect(remotes.length).toBeGreaterThan(0);
  expect(remotes.filter((address) => !isLoopback(address))).toEqual([]);
});

test('promise 07: no page, script, source map, stream or log line holds a field that is not kept, nor the token', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-canary-'));
  const kubeconfig = join(folder, 'config');
  const api = await startObjectsApi(CANARY_OBJECTS, { gitCommit: CANARY });
  writeFileSync(kubeconfig, kubeconfigFor(api.url, CANARY_TOKEN));
  const watching = await startZonescope(['--kubeconfig', kubeconfig, '--log-level', 'debug']);
  try {
    const texts: [name: string, text: string][] = [];
    page.on('response', async (response) => {
      if (response.headers()['content-type']?.startsWith('text/event-stream') === true) return;
      texts.push([response.url(), await response.text().catch(() => '')]);
    });
    const stream = await openStream(watching.url, { query: '?service=default/web&clients=default/web' });
    for (const tab of ['why', 'node', 'endpoints', 'commands']) {
      await openService(page, watching.url, { service: 'default/web', parameters: { tab, node: 'node-1' } });
      await expect(page.getByText('node-1').first()).toBeAttached();
      texts.push([`page, tab ${tab}`, await page.content()]);
    }
    await expect.poll(() => stream.text()).toContain('"containers":[{');
    texts.push(['stream', stream.text()], ['log', watching.printed.join('\n')]);
    for (const script of texts.filter(([name]) => name.endsWith('.js'))) {
      const map = await page.request.get(`${script[0]}.map`);
      texts.push([`${script[0]}.map`, await map.text()]);
    }
    stream.close();
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.filter(([, text]) => text.includes(CANARY)).map(([name]) => name)).toEqual([]);
    expect(api.strange).toEqual([]);
  } finally {
    await watching.stop();
    await api.close();
    rmSync(folder, { recursive: true });
  }
});
