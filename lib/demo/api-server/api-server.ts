import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiRequest, isTrue, objectBody, toApiRequest } from '#lib/demo/api-server/api-request.ts';
import { discoveryDocument, versionInfo } from '#lib/demo/api-server/discovery.ts';
import { ListPages } from '#lib/demo/api-server/list-pages.ts';
import { openApiDocument } from '#lib/demo/api-server/openapi.ts';
import { listObjects, type ReadContext, readObject, watchObjects } from '#lib/demo/api-server/read-requests.ts';
import type { Registry } from '#lib/demo/api-server/registry.ts';
import { parseResourcePath, type ResourcePath } from '#lib/demo/api-server/resource-path.ts';
import { methodNotAllowed, StatusError, unknownPath } from '#lib/demo/api-server/status-error.ts';
import {
  type Answer,
  createObject,
  deleteObjects,
  patchObject,
  replaceObject,
} from '#lib/demo/api-server/write-requests.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface ApiServerOptions {
  readonly registry: Registry;
  readonly version: KubeVersion;
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** How often a watch that allows them gets a bookmark; a minute as in the real one. */
  readonly bookmarkMillis?: number;
}

export interface ApiServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Forgets history and lists under way: every resourceVersion handed out before is answered with 410. */
  compact(): void;
  /** Ends watches and connections, then listens no more; the stored objects stay. */
  stop(): Promise<void>;
}

const BOOKMARK_MILLIS = 60_000;
const HEALTH_PATHS: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
const SELF_REVIEW_PATH = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/**
 * Serves a registry as a Kubernetes API server does, over plain HTTP on loopback. Rejects when the port is taken.
 * It knows no users: who reaches it may do everything, so it answers no browser page and no foreign Host.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const stopping = new AbortController();
  const context: ReadContext = {
    registry: options.registry,
    pages: new ListPages(),
    signal: stopping.signal,
    bookmarkMillis: options.bookmarkMillis ?? BOOKMARK_MILLIS,
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    handle(context, options.version, { message, response }).catch((error: unknown) => sendError(response, error));
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    compact() {
      options.registry.store.compact();
      context.pages.forget();
    },
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`Cannot listen on 127.0.0.1:${port}: ${error.message}; choose another port`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(context: ReadContext, version: KubeVersion, { message, response }: Exchange): Promise<void> {
  refuseBrowsers(message);
  const request = toApiRequest(message);
  if (HEALTH_PATHS.has(request.path)) {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end('ok');
    return;
  }
  const document = request.path === '/version' ? versionInfo(version) : fixedDocument(request.path);
  if (document !== undefined) {
    if (request.method !== 'GET') throw methodNotAllowed(request.method);
    return sendJson(response, { code: 200, body: document });
  }
  if (request.path === SELF_REVIEW_PATH && request.method === 'POST') {
    const review = await objectBody(request);
    return sendJson(response, { code: 201, body: { ...review, status: { allowed: true } } });
  }
  const path = parseResourcePath(request.path);
  if (path === undefined) throw unknownPath();
  if (request.method === 'GET' && path.subresource !== 'eviction' && isTrue(request, 'watch')) {
    return watchObjects(context, { request, response }, path);
  }
  sendJson(response, await answer(context, request, path));
}

function fixedDocument(path: string): Json | undefined {
  return discoveryDocument(path) ?? openApiDocument(path);
}

async function answer(context: ReadContext, request: ApiRequest, path: ResourcePath): Promise<Answer> {
  const collection = path.name === '';
  const eviction = path.subresource === 'eviction';
  if (request.method === 'POST' && collection !== eviction) return createObject(context, request, path);
  if (!eviction) {
    if (request.method === 'GET') {
      return { code: 200, body: collection ? listObjects(context, request, path) : readObject(context, request, path) };
    }
    if (request.method === 'PUT' && !collection) return replaceObject(context, request, path);
    if (request.method === 'PATCH' && !collection) return patchObject(context, request, path);
    if (request.method === 'DELETE' && path.subresource === '') return deleteObjects(context, request, path);
  }
  throw methodNotAllowed(request.method);
}

/** A page in a browser could reach loopback (also through a name that points there); kubectl sends neither header. */
function refuseBrowsers(message: IncomingMessage): void {
  const host = message.headers.host ?? '';
  if (message.headers.origin === undefined && LOOPBACK_HOST.test(host)) return;
  throw new StatusError(
    403,
    'Forbidden',
    'the embedded cluster answers neither browsers nor other names than loopback',
  );
}

function sendJson(response: ServerResponse, { code, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status =
    error instanceof StatusError ? error : new StatusError(500, 'InternalError', `Internal error occurred: ${error}`);
  sendJson(response, { code: status.code, body: status.status() });
}
