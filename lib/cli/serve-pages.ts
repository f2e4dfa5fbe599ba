import { createServer, type RequestListener, type Server } from 'node:http';
import { listen } from '#lib/server/listen.ts';

export interface PageServerOptions {
  readonly root: string;
  readonly host: string;
  /** Absent: the default port, or the next free one. */
  readonly port?: number;
}

export interface PageServer {
  readonly url: string;
  /** Resolves once Next is ready to answer; requests that come earlier wait for it. */
  readonly ready: Promise<void>;
  /** Lets what is being answered end, but not for longer than a few seconds. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 3000;
const MAX_HEADER_BYTES = 16 * 1024;
/** A client that has not sent its headers by then is cut off. */
const HEADERS_MILLIS = 10_000;
const CLOSE_MILLIS = 3_000;

/**
 * Serves the built pages from this process, so that signals, limits and listeners are in one hand.
 *
 * @throws Error in one sentence when the address cannot be had.
 */
export async function servePages({ root, host, port }: PageServerOptions): Promise<PageServer> {
  let handle: RequestListener | undefined;
  let becomeReady: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    if (handle !== undefined) handle(request, response);
    else void started.then(() => handle?.(request, response));
  });
  server.headersTimeout = HEADERS_MILLIS;
  const bound = await listen({ server, host, port: port ?? DEFAULT_PORT, orNext: port === undefined });
  const ready = nextHandler({ root, host, port: bound, server }).then((nextHandle) => {
    handle = nextHandle;
    becomeReady();
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    ready,
    close: () => closeServer(server),
  };
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

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MILLIS);
  await closed;
  clearTimeout(timer);
}
