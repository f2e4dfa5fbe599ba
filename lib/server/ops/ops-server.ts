import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import { listen } from '#lib/server/listen.ts';
import type { Running } from '#lib/server/running.ts';
import { livez, readyz } from '#lib/server/stream/handle-probe.ts';

export interface OpsServerOptions {
  /** 0 asks for any free port. */
  readonly port: number;
  /** What is running now; undefined until it has booted. */
  readonly running: () => Running | undefined;
  /** The text of `/metrics` and its content type. */
  readonly metrics: () => Promise<MetricsText>;
}

export interface MetricsText {
  readonly contentType: string;
  readonly text: string;
}

export interface OpsServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 8 * 1024;
const REQUEST_MILLIS = 5_000;

/**
 * The listener for probes and Prometheus, on every address of the Pod: `/livez`, `/readyz`, `/metrics` and nothing else.
 * It asks for no Host, since a probe names the Pod's address, and shows nothing of the cluster but the metrics.
 *
 * @throws Error in one sentence when the port cannot be had.
 */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    void answer(request, options).then((reply) => send(request, response, reply));
  });
  server.headersTimeout = REQUEST_MILLIS;
  server.requestTimeout = REQUEST_MILLIS;
  const port = await listen({ server, port: options.port, orNext: false, option: '--ops-port' });
  return { port, close: () => closeNow(server) };
}

async function answer({ method, url = '' }: IncomingMessage, options: OpsServerOptions): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD are answered.');
  switch (url.split('?')[0]) {
    case '/livez':
      return livez();
    case '/readyz':
      return readyz(options.running());
    case '/metrics':
      return metricsResponse(options);
    default:
      return plain(404, 'There are only /livez, /readyz and /metrics.');
  }
}

async function metricsResponse({ metrics, running }: OpsServerOptions): Promise<Response> {
  try {
    const { contentType, text } = await metrics();
    return new Response(text, { headers: { ...SECURITY_HEADERS, 'content-type': contentType } });
  } catch (error) {
    running()?.log.error({ error }, 'Cannot collect the metrics');
    return plain(500, 'The metrics cannot be collected; the log says why.');
  }
}

function plain(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  });
}

async function send(request: IncomingMessage, response: ServerResponse, reply: Response): Promise<void> {
  const body = Buffer.from(await reply.arrayBuffer());
  response.writeHead(reply.status, { ...Object.fromEntries(reply.headers), 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
