import { admissionOfRequest } from '#lib/server/auth/admission-of.ts';
import { UNASKED_VIEWER, type Viewer } from '#lib/server/auth/sight.ts';
import { checkRequest, type RequestKind } from '#lib/server/guard/check-request.ts';
import { refuse, sentenceResponse } from '#lib/server/guard/refuse.ts';
import { getRunning, type Running } from '#lib/server/running.ts';

/**
 * Answers one request of the API that has been let in. `viewer` is who asks, and what they may see. What it throws is logged,
 * and answered without a word of it.
 */
export type ApiHandler = (request: Request, running: Running, viewer: Viewer) => Response | Promise<Response>;

export interface RouteOptions {
  /** Handed in by tests. */
  readonly running?: () => Running | undefined;
  /**
   * The handler leaves out what `viewer` may not see. Without this, someone who may not see everything is answered 403: a
   * route that nobody thought about lets nothing out.
   */
  readonly filters?: boolean;
  /** The answer to somebody who is not let in, where 401 and 403 with a sentence will not do. */
  readonly denied?: (why: 'unknown' | 'no-rights') => Response;
}

/** As Next takes it from `route.ts`. */
export type Route = (request: Request) => Promise<Response>;

/** Longer than any state of the page written as a query; Node itself turns away headers beyond 16 KiB. */
const MAX_URL_LENGTH = 8 * 1024;

/**
 * The one door of the API. Every `app/api/.../route.ts` is
 *
 *     export const dynamic = 'force-dynamic';
 *     export const GET = guardedRoute(handleSweep);
 *
 * with `handleSweep(request, running)` in `lib/server`, which reads its query with `readParameters` and answers JSON with
 * `jsonResponse`. What every route needs is asked here and nowhere else, whatever stood before it (proxy.ts asks the same,
 * but nothing rests on that alone):
 * - Host, Origin, Sec-Fetch-Site and method, see checkRequest;
 * - a URL of at most 8 KiB (414), and a server that has booted (503);
 * - an error is one fixed sentence with an id under which the log tells the rest: no stack, path or echo goes out.
 *
 * - with `--auth=token`, who asks: 401 without a token that the API server knows, 403 for someone who may see nothing here.
 *
 * Next answers HEAD with GET's headers. A route whose body never ends must refuse it itself, since Next would never
 * cancel that body.
 */
export function guardedRoute(handler: ApiHandler, options: RouteOptions = {}): Route {
  const { running = getRunning, filters = false, denied = deniedSentence } = options;
  return guarded(running, 'api', async (request, now) => {
    if (now === undefined) return sentenceResponse(503, 'The server is starting or stopping.');
    if (now.viewers === undefined) return handler(request, now, UNASKED_VIEWER);
    const admission = await admissionOfRequest(request, now.viewers);
    if (admission === undefined) return sentenceResponse(503, 'The API server does not answer who you are; try again.');
    if (admission.kind === 'denied') return denied(admission.why);
    const { viewer } = admission;
    if (viewer.sight.kind !== 'everything' && !filters) {
      return sentenceResponse(403, 'This is for those who may see every namespace.');
    }
    return handler(request, now, viewer);
  });
}

function deniedSentence(why: 'unknown' | 'no-rights'): Response {
  return why === 'unknown'
    ? sentenceResponse(401, 'Sign in with a token that the API server knows.')
    : sentenceResponse(403, 'This token may list and watch Services in no namespace.');
}

/** The door of signing in and out, before which nobody can be asked who they are. */
export function guardedSession(handler: ApiHandler, running: () => Running | undefined = getRunning): Route {
  return guarded(running, 'session', (request, now) =>
    now === undefined
      ? sentenceResponse(503, 'The server is starting or stopping.')
      : handler(request, now, UNASKED_VIEWER),
  );
}

/** The same door for probes, which have an answer also before the server has booted. */
export function guardedProbe(
  answer: (running: Running | undefined) => Response,
  running: () => Running | undefined = getRunning,
): Route {
  return guarded(running, 'api', (_request, now) => answer(now));
}

function guarded(
  running: () => Running | undefined,
  kind: RequestKind,
  answer: (request: Request, running: Running | undefined) => Response | Promise<Response>,
): Route {
  return async (request) => {
    const now = running();
    const refusal = checkRequest(request, { allowedHosts: now?.allowedHosts ?? [], kind });
    if (refusal !== undefined) return refuse(refusal);
    if (request.url.length > MAX_URL_LENGTH) return sentenceResponse(414, 'The address is too long.');
    try {
      return await answer(request, now);
    } catch (error) {
      const id = crypto.randomUUID();
      now?.log.error({ id, error }, 'Cannot answer a request');
      return sentenceResponse(500, `Cannot answer: something failed in the server, whose log says more under ${id}.`);
    }
  };
}
