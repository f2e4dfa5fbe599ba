import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { belowBasePath } from '#lib/cli/base-path.ts';
import { closeServer } from '#lib/server/close-server.ts';
import { checkRequest, requestKindOf } from '#lib/server/guard/check-request.ts';
import { CLIENT_HEADER, clientAddress } from '#lib/server/guard/client-address.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import { listen } from '#lib/server/listen.ts';

export interface PageServerOptions {
  readonly root: string;
  readonly host: string;
  /** Absent: the default port, or the next free one. */
  readonly port?: number;
  /** Names beside those of loopback under which the page may be asked for. */
  readonly allowedHosts: readonly string[];
  /** The sub-path that the build serves; '' for none. */
  readonly basePath: string;
}

export interface PageServer {
  readonly url: string;
  /** Resolves once Next is ready to answer; requests that come earlier wait for it. */
  readonly ready: Promise<void>;
  /** Takes no more requests, and lets what is being answered end, but not for longer than a few seconds. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 3000;
const MAX_HEADER_BYTES = 16 * 1024;
/** More than the streams that are served and those that are told to come back. */
const MAX_CONNECTIONS = 5_000;
/** A client that has not sent its headers by then is cut off. */
const HEADERS_MILLIS = 10_000;
/** How often slow clients are looked for. */
const CHECK_MILLIS = 2_000;

/**
 * Serves the built pages from this process, so that signals, limits and listeners are in one hand. Whatever Next does
 * with a request, and with an error of its own, the guard has been asked first and the headers of every answer are set.
 *
 * @throws Error in one sentence when the address cannot be had.
 */
export async function servePages({ root, host, port, allowedHosts, basePath }: PageServerOptions): Promise<PageServer> {
  let handle: RequestListener | undefined;
  let becomeReady: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: CHECK_MILLIS },
    (request, response) => {
      if (!letIn(request, response, { allowedHosts, basePath })) return;
      if (basePath !== '' && request.url === '/') {
        response.writeHead(307, { location: basePath, 'cache-control': 'no-store' }).end();
        return;
      }
      if (handle !== undefined) handle(request, response);
      else void started.then(() => handle?.(request, response));
    },
  );
  server.headersTimeout = HEADERS_MILLIS;
  server.maxConnections = MAX_CONNECTIONS;
  const bound = await listen({ server, host, port: port ?? DEFAULT_PORT, orNext: port === undefined });
  const ready = nextHandler({ root, host, port: bound, server }).then((nextHandle) => {
    handle = nextHandle;
    becomeReady();
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}${basePath}`,
    ready,
    close: () => closeServer(server),
  };
}

/** False when the request has been turned away, with an answer of one sentence. */
function letIn(
  request: IncomingMessage,
  response: ServerResponse,
  { allowedHosts, basePath }: Pick<PageServerOptions, 'allowedHosts' | 'basePath'>,
): boolean {
  const client = clientAddress(request.socket.remoteAddress);
  if (client === undefined) delete request.headers[CLIENT_HEADER];
  else request.headers[CLIENT_HEADER] = client;
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const refusal = hasTwoHosts(request)
    ? TWO_HOSTS
    : checkRequest(
        { method: request.method ?? '', headers: { get: (name) => headerText(request.headers[name]) } },
        { allowedHosts, kind: requestKindOf(belowBasePath(request.url?.split('?')[0] ?? '', basePath) ?? '') },
      );
  if (refusal === undefined) return true;
  response.writeHead(refusal.status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    // What a refused request still sends is not read.
    connection: 'close',
    ...(refusal.status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(`${refusal.sentence}\n`);
  return false;
}

const TWO_HOSTS = { status: 400, sentence: 'A request names one host.' } as const;

/** Node takes the first of two; a proxy in between may have looked at the other. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host').length > 1;
}

function headerText(value: string | readonly string[] | undefined): string | null {
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
}

interface NextOptions {
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly server: Server;
}

async function nextHandler({ root, host, port, server }: NextOptions): Promise<RequestListener> {
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { default: next } = await import('next');
  const app = next({ dev: false, dir: root, hostname: host, port, httpServer: server });
  await quietly(() => app.prepare());
  const handle = app.getRequestHandler();
  return (request, response) => void handle(request, response);
}

/** Next tells how long its configuration took; whoever starts Zonescope waits for one line. Errors are still told. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}
