import type { IncomingMessage } from 'node:http';
import { badRequest, StatusError, unsupportedMediaType } from '#lib/demo/api-server/status-error.ts';
import { isRecord, type Json } from '#lib/to-model/json.ts';

/** One request, with what every handler looks at already read. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly body: () => Promise<unknown>;
}

/** As the API server limits it. */
const LARGEST_BODY_BYTES = 3 * 1024 * 1024;

export function toApiRequest(message: IncomingMessage): ApiRequest {
  const url = new URL(message.url ?? '/', 'http://localhost');
  return {
    method: message.method ?? 'GET',
    path: url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname,
    query: url.searchParams,
    accept: message.headers.accept ?? '',
    contentType: (message.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
    body: () => readJson(message),
  };
}

/** Some of kubectl's commands (`create deployment`, `create namespace`) write nothing else. */
const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/**
 * An empty body reads as undefined.
 *
 * @throws StatusError BadRequest for what is no JSON; 413 for more than 3 MiB; 415 for protobuf.
 */
async function readJson(message: IncomingMessage): Promise<unknown> {
  if (message.headers['content-type']?.startsWith(PROTOBUF)) {
    throw unsupportedMediaType(
      'the embedded cluster reads JSON, not protobuf: write a manifest and use kubectl apply -f',
    );
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes > LARGEST_BODY_BYTES) {
      throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LARGEST_BODY_BYTES}`);
    }
    chunks.push(buffer);
  }
  const text = Buffer.concat(chunks).toString();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : error}`);
  }
}

/** @throws StatusError BadRequest when the body is no JSON object. */
export async function objectBody(request: ApiRequest): Promise<Json> {
  const body = await request.body();
  if (!isRecord(body)) throw badRequest('the object provided is unrecognized (must be of type JSON object)');
  return body;
}

/** A whole number of a query; undefined when it is absent. @throws StatusError BadRequest otherwise. */
export function queryNumber(request: ApiRequest, name: string): number | undefined {
  const text = request.query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseUint: parsing "${text}": invalid syntax`);
  return Number(text);
}

export function isTrue(request: ApiRequest, name: string): boolean {
  const text = request.query.get(name);
  return text === 'true' || text === '1';
}
