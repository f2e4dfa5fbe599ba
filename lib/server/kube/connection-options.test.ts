import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, describe, expect, test } from 'vitest';
import { failureOfError } from '#lib/server/kube/failure.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { readJson } from '#lib/server/kube/read-json.ts';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
const CERT = fixture('loopback-cert.pem');
const KEY = fixture('loopback-key.pem');

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** An API server that is known by a name which only the proxy can resolve. */
async function apiPort(): Promise<number> {
  const server = createTlsServer({ cert: CERT, key: KEY }, (request, response) => {
    response.end(JSON.stringify({ asked: request.headers.host, token: request.headers.authorization ?? '' }));
  });
  ends.push(() => server.closeAllConnections());
  return listen(server);
}

interface Proxy {
  readonly url: string;
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
}

/** Answers CONNECT, for whatever name, with a tunnel to this port. */
async function startProxy(target: number, status = 200): Promise<Proxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer();
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    client.write(`HTTP/1.1 ${status} X\r\n\r\n`);
    if (status !== 200) {
      client.end();
      return;
    }
    const tunnel = connect(target, '127.0.0.1');
    for (const socket of [client, tunnel]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(tunnel).pipe(client);
  });
  const port = await listen(server);
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${port}`, asked, authorizations };
}

async function ask(proxyUrl: string | undefined, host: string, answerMillis = 10_000): Promise<unknown> {
  const client = createKubeClient(() => {
    const config = new KubeConfig();
    const cluster = { name: 'c', server: `https://${host}`, skipTLSVerify: false, caData: CERT.toString('base64') };
    config.loadFromClusterAndUser({ ...cluster, ...(proxyUrl && { proxyUrl }) }, { name: 'u', token: 'secret' });
    return config;
  });
  const { signal } = new AbortController();
  try {
    return await readJson(await client.open('/version', { signal, idleMillis: () => 5_000, answerMillis }));
  } catch (error) {
    return failureOfError(error).said;
  }
}

describe('createConnectionOptions through a proxy', () => {
  test("the kubeconfig's proxy-url carries TLS to the API server, whose certificate is checked as ever", async () => {
    const proxy = await startProxy(await apiPort());
    expect(await ask(proxy.url, 'kubernetes:6443')).toEqual({ asked: 'kubernetes:6443', token: 'Bearer secret' });
    expect(proxy.asked).toEqual(['kubernetes:6443']);
    expect(await ask(proxy.url, 'elsewhere:6443')).toBe('shows a certificate for another name');
  });

  test('its user and password are for the proxy alone', async () => {
    const proxy = await startProxy(await apiPort());
    await ask(proxy.url.replace('http://', 'http://me:p%40ss@'), 'kubernetes:6443');
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  test("the environment's proxy is used where the kubeconfig names none, unless NO_PROXY excepts the server", async () => {
    const proxy = await startProxy(await apiPort());
    const restore = { HTTPS_PROXY: process.env['HTTPS_PROXY'], NO_PROXY: process.env['NO_PROXY'] };
    ends.push(() => {
      for (const [name, value] of Object.entries(restore)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    process.env['HTTPS_PROXY'] = proxy.url;
    process.env['NO_PROXY'] = '';
    expect(await ask(undefined, 'kubernetes:6443')).toMatchObject({ token: 'Bearer secret' });
    process.env['NO_PROXY'] = 'kubernetes.invalid';
    await ask(undefined, 'kubernetes.invalid:6443');
    expect(proxy.asked).toEqual(['kubernetes:6443']);
  });

  test('a proxy that refuses is an absence', async () => {
    const proxy = await startProxy(1, 407);
    expect(await ask(proxy.url, 'kubernetes:6443')).toBe('is behind a proxy that answers 407');
  });

  test('a proxy that takes the connection and says nothing is given up in time', async () => {
    const open = new Set<Socket>();
    const port = await listen(createTcpServer((socket) => void open.add(socket.on('error', () => undefined).resume())));
    expect(await ask(`http://127.0.0.1:${port}`, 'kubernetes:6443', 300)).toBe(
      'is behind a proxy that does not answer',
    );
    await expect.poll(() => [...open].every((socket) => socket.readableEnded || socket.destroyed)).toBe(true);
    for (const socket of open) socket.destroy();
  });
});
