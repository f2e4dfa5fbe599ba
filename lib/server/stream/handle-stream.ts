import { parseServiceKey } from '#lib/model/names.ts';
import { createFrameFilter } from '#lib/server/auth/filter-frames.ts';
import { maySee, maySeeService, namespaceOf, type Sight, type Viewer } from '#lib/server/auth/sight.ts';
import { tokenOf } from '#lib/server/auth/token-of.ts';
import type { Viewers } from '#lib/server/auth/viewers.ts';
import { CLIENT_HEADER } from '#lib/server/guard/client-address.ts';
import { readParameters } from '#lib/server/guard/read-parameters.ts';
import { sentenceResponse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import { encodeMessage } from '#lib/server/hub/frames.ts';
import type { SubscribeRequest } from '#lib/server/hub/hub.ts';
import type { Look } from '#lib/server/hub/look.ts';
import type { Subscriber, TakeBytes } from '#lib/server/hub/subscriber.ts';
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
/** Shared by all streams. */
const OPENING = new TextEncoder().encode(`${paddingFrame(PADDING_BYTES)}retry: ${RETRY_MILLIS}\n\n`);
const PARAMETERS = ['service', 'clients', 'last', 'held', 'held-clients'] as const;
/** Of those, the ones that name a Service. */
const SERVICES = ['service', 'clients', 'held', 'held-clients'] as const;

/**
 * `GET /api/stream?service=ns/name[&clients=ns/name][&last=epoch-seq&held=ns/name&held-clients=ns/name]`: the hub's
 * messages as server-sent events. `clients` adds the slices of the Service behind a client mix; `last` is where the
 * reader stands, and `held` what it holds there. A wrong query is answered 400; too many streams are answered 200 with
 * one `full` event, since EventSource never retries another status.
 */
export function handleStream(request: Request, running: Running, viewer: Viewer): Response {
  if (request.method !== 'GET') return sentenceResponse(405, 'The stream answers GET only.');
  const query = readQuery(request);
  if (query === undefined) return sentenceResponse(400, 'The query is not understood.');
  const subscriber = running.hub.subscribe(withinSight(query, viewer.sight));
  if (subscriber === undefined) return new Response(fullBody(), { headers: STREAM_HEADERS });
  const reader = readerFor(subscriber, request, { viewers: running.viewers, viewer });
  return new Response(streamBody(reader, request.signal), { headers: STREAM_HEADERS });
}

/** To somebody who is not let in: EventSource never tells of a status, so the stream itself says it, and ends. */
export function deniedStream(why: 'unknown' | 'no-rights'): Response {
  return new Response(`${paddingFrame(PADDING_BYTES)}${encodeFrame({ kind: 'denied', why })}`, {
    headers: STREAM_HEADERS,
  });
}

/** A Service that may not be seen is not looked at; without the right to it there is none to the reader. */
function withinSight(query: SubscribeRequest, sight: Sight): SubscribeRequest {
  if (sight.kind === 'everything') return query;
  const { key, clients, ...rest } = query;
  return {
    ...rest,
    ...(key !== undefined && maySeeService(sight, key) && { key }),
    ...(clients !== undefined && maySee(sight, 'slices', namespaceOf(clients)) && { clients }),
  };
}

/** What of a subscriber a stream needs. */
type Reader = Pick<Subscriber, 'pull' | 'close' | 'onCutOff'>;

/** The subscriber as this viewer may read it, until a right of theirs is another one: then it ends, and begins anew. */
function readerFor(
  subscriber: Subscriber,
  request: Request,
  { viewers, viewer }: { readonly viewers: Viewers | undefined; readonly viewer: Viewer },
): Reader {
  const token = tokenOf(request);
  if (viewers === undefined || token === undefined) return subscriber;
  const unwatch = viewers.watch(token, viewer, () => subscriber.finish(encodeMessage({ kind: 'bye' })));
  const filter = createFrameFilter(viewer.sight);
  return {
    pull(take) {
      subscriber.pull((bytes) => {
        if (bytes === undefined) unwatch();
        take(bytes === undefined ? undefined : filter(bytes));
      });
    },
    close() {
      unwatch();
      subscriber.close();
    },
    onCutOff: (listener) => subscriber.onCutOff(listener),
  };
}

/** `Last-Event-ID` is newer than the query and implies that the reader holds what it asks for. */
function readQuery(request: Request): SubscribeRequest | undefined {
  const parameters = readParameters(request, PARAMETERS);
  if (parameters === undefined) return undefined;
  const isWrong = (name: (typeof SERVICES)[number]): boolean => {
    const value = parameters[name];
    return value !== undefined && parseServiceKey(value) === undefined;
  };
  if (SERVICES.some(isWrong)) return undefined;
  const header = request.headers.get('last-event-id');
  const last = parseResumePoint(header ?? parameters.last ?? '');
  const look = lookOf(parameters.service, parameters.clients);
  const client = request.headers.get(CLIENT_HEADER);
  return {
    ...look,
    ...(last !== undefined && { last }),
    held: header === null ? lookOf(parameters.held, parameters['held-clients']) : look,
    ...(client !== null && { client }),
  };
}

function lookOf(key: string | undefined, clients: string | undefined): Look {
  return { ...(key !== undefined && { key }), ...(clients !== undefined && { clients }) };
}

function fullBody(): string {
  return `${paddingFrame(PADDING_BYTES)}retry: ${FULL_RETRY_MILLIS}\n\n${encodeFrame({ kind: 'full', retryMillis: FULL_RETRY_MILLIS })}`;
}

/**
 * Nothing is made before the reader asks for it, so a reader that stalls costs its queue and no more. The subscriber is
 * released by whichever comes first of cancel, the request's abort, and the end; all of them may come.
 */
function streamBody(reader: Reader, signal: AbortSignal): ReadableStream<Uint8Array> {
  let opened = false;
  let cancelled = false;
  let take: TakeBytes = () => undefined;
  const release = (): void => reader.close();
  signal.addEventListener('abort', release, { once: true });
  if (signal.aborted) release();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        reader.onCutOff(() => controller.error(new Error('Cannot go on: the reader does not read')));
        take = (bytes) => {
          if (bytes !== undefined) return controller.enqueue(bytes);
          signal.removeEventListener('abort', release);
          if (!cancelled) controller.close();
        };
      },
      pull(controller) {
        if (opened) return reader.pull(take);
        opened = true;
        controller.enqueue(OPENING);
      },
      cancel() {
        cancelled = true;
        signal.removeEventListener('abort', release);
        release();
      },
    },
    { highWaterMark: 0 },
  );
}
