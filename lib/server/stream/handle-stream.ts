import { parseServiceKey } from '#lib/model/names.ts';
import { checkRequest } from '#lib/server/guard/check-request.ts';
import { refuse, sentenceResponse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import type { SubscribeRequest } from '#lib/server/hub/hub.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';
import type { Running } from '#lib/server/running.ts';
import { encodeFrame, paddingFrame } from '#lib/wire/frame.ts';
import { parseResumePoint } from '#lib/wire/resume-point.ts';

/** `no-transform` keeps Next and proxies from compressing the stream, `X-Accel-Buffering` nginx from holding it back. */
const STREAM_HEADERS = {
  ...SECURITY_HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

const PADDING_BYTES = 2_048;
const FULL_RETRY_MILLIS = 60_000;
const RETRY_MILLIS = 3_000;
const PARAMETERS = ['service', 'last', 'held'] as const;

/**
 * `GET /api/stream?service=ns/name[&last=epoch-seq&held=ns/name]`: the hub's messages as server-sent events. A wrong
 * query is answered 400; too many streams are answered 200 with one `full` event, since EventSource never retries
 * another status.
 */
export function handleStream(request: Request, running: Running | undefined): Response {
  const refusal = checkRequest(request, { allowedHosts: running?.allowedHosts ?? [], kind: 'api' });
  if (refusal !== undefined) return refuse(refusal);
  if (request.method !== 'GET') return sentenceResponse(405, 'The stream answers GET only.');
  if (running === undefined) return sentenceResponse(503, 'The server is starting or stopping.');
  const subscribe = readQuery(request);
  if (subscribe === undefined) return sentenceResponse(400, 'The query is not understood.');
  const subscriber = running.hub.subscribe(subscribe);
  return new Response(subscriber === undefined ? fullBody() : streamBody(subscriber, request.signal), {
    headers: STREAM_HEADERS,
  });
}

/** `Last-Event-ID` is newer than the query and implies that the reader holds the Service that it asks for. */
function readQuery(request: Request): SubscribeRequest | undefined {
  const { searchParams } = new URL(request.url);
  if (PARAMETERS.some((name) => searchParams.getAll(name).length > 1)) return undefined;
  const key = searchParams.get('service') ?? undefined;
  const held = searchParams.get('held') ?? undefined;
  if ([key, held].some((name) => name !== undefined && parseServiceKey(name) === undefined)) return undefined;
  const header = request.headers.get('last-event-id');
  const last = parseResumePoint(header ?? searchParams.get('last') ?? '');
  const holds = header === null ? held : key;
  return {
    ...(key !== undefined && { key }),
    ...(last !== undefined && { last }),
    ...(holds !== undefined && { held: holds }),
  };
}

function fullBody(): string {
  return `${paddingFrame(PADDING_BYTES)}retry: ${FULL_RETRY_MILLIS}\n\n${encodeFrame({ kind: 'full', retryMillis: FULL_RETRY_MILLIS })}`;
}

/**
 * Nothing is made before the reader asks for it, so a reader that stalls costs its queue and no more. The subscriber is
 * released by whichever comes first of cancel, the request's abort, and the end; all of them may come.
 */
function streamBody(subscriber: Subscriber, signal: AbortSignal): ReadableStream<Uint8Array> {
  const opening = new TextEncoder().encode(`${paddingFrame(PADDING_BYTES)}retry: ${RETRY_MILLIS}\n\n`);
  let opened = false;
  const release = (): void => subscriber.close();
  signal.addEventListener('abort', release, { once: true });
  if (signal.aborted) release();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        subscriber.onCutOff(() => controller.error(new Error('Cannot go on: the reader does not read')));
      },
      async pull(controller) {
        if (!opened) {
          opened = true;
          controller.enqueue(opening);
          return;
        }
        const bytes = await subscriber.next();
        if (bytes !== undefined) controller.enqueue(bytes);
        else {
          signal.removeEventListener('abort', release);
          controller.close();
        }
      },
      cancel() {
        signal.removeEventListener('abort', release);
        release();
      },
    },
    { highWaterMark: 0 },
  );
}
