import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';

export interface ScriptedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly isWatch: boolean;
}

/** Answers one request; what it leaves open stays open. */
export type Script = (request: ScriptedRequest, response: ServerResponse) => void;

/** An API server that does exactly what a test tells it, over real sockets. */
export interface ScriptedApi {
  readonly url: string;
  /** Every request so far. */
  readonly requests: readonly ScriptedRequest[];
  /** Open connections. */
  readonly openCount: number;
  script: Script;
  /** Whether streaming lists come before the script, too; else they are refused and not counted, as by an old server. */
  streams: boolean;
  config(): KubeConfig;
  /** Resets every connection, as a network that breaks. */
  breakAll(): void;
  /** Refuses connections, and ends those that are open. */
  stopListening(): Promise<void>;
  /** On the same port. */
  listenAgain(): Promise<void>;
  close(): Promise<void>;
}

export async function startScriptedApi(script: Script): Promise<ScriptedApi> {
  const requests: ScriptedRequest[] = [];
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://scripted');
    const seen: ScriptedRequest = {
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      isWatch: url.searchParams.get('watch') === 'true',
    };
    if (seen.query.has('sendInitialEvents') && !api.streams) {
      sendJson(response, { kind: 'Status', code: 422, reason: 'Invalid' }, 422);
      return;
    }
    requests.push(seen);
    if (request.method !== 'GET') throw new Error(`Cannot answer ${request.method}: nothing here may write`);
    api.script(seen, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api: ScriptedApi = {
    url,
    requests,
    get openCount() {
      return sockets.size;
    },
    script,
    streams: false,
    config() {
      const config = new KubeConfig();
      config.loadFromClusterAndUser(
        { name: 'scripted', server: url, skipTLSVerify: true },
        { name: 'tester', token: 'secret' },
      );
      return config;
    },
    breakAll() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async stopListening() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    listenAgain: () => listen(Number(new URL(url).port)),
    close: () => api.stopListening(),
  };
  return api;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendLine(response: ServerResponse, event: unknown): void {
  response.write(`${typeof event === 'string' ? event : JSON.stringify(event)}\n`);
}

export function listOf(
  kind: string,
  items: readonly unknown[],
  metadata: Readonly<Record<string, unknown>> = {},
): unknown {
  return { kind: `${kind}List`, apiVersion: 'v1', metadata: { resourceVersion: '10', ...metadata }, items };
}

export function nodeJson(name: string, resourceVersion: string, zone = 'a'): unknown {
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: { name, uid: `uid-${name}`, resourceVersion, labels: { 'topology.kubernetes.io/zone': zone } },
    status: { nodeInfo: { kubeletVersion: 'v1.30.2' } },
  };
}

/** Of real time, for what comes over sockets: a busy machine may take seconds for what else takes milliseconds. */
const GIVE_UP_MILLIS = 15_000;

/** Resolves once `holds` does; looks again at each turn of the event loop, and gives up after some seconds. */
export async function until(holds: () => boolean, what = 'the condition'): Promise<void> {
  const end = Date.now() + GIVE_UP_MILLIS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Cannot go on: ${what} did not come true in ${GIVE_UP_MILLIS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Turns a clock by a second at a time, with time for the sockets between, until `holds`; for at most so many seconds. */
export async function turnUntil(
  clock: { advance(millis: number): void },
  seconds: number,
  holds: () => boolean,
): Promise<void> {
  for (let second = 0; second < seconds && !holds(); second += 1) {
    clock.advance(1_000);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(holds, `within ${seconds} s of the clock, what was waited for`);
}
