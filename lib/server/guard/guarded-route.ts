import { checkRequest } from '#lib/server/guard/check-request.ts';
import { refuse, sentenceResponse } from '#lib/server/guard/refuse.ts';
import { getRunning, type Running } from '#lib/server/running.ts';

/** Answers one request of the API that has been let in. What it throws is logged, and answered without a word of it. */
export type ApiHandler = (request: Request, running: Running) => Response | Promise<Response>;

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
 * Next answers HEAD with GET's headers. A route whose body never ends must refuse it itself, since Next would never
 * cancel that body. `running` is handed in by tests.
 */
export function guardedRoute(handler: ApiHandler, running: () => Running | undefined = getRunning): Route {
  return guarded(running, (request, now) =>
    now === undefined ? sentenceResponse(503, 'The server is starting or stopping.') : handler(request, now),
  );
}

/** The same door for probes, which have an answer also before the server has booted. */
export function guardedProbe(
  answer: (running: Running | undefined) => Response,
  running: () => Running | undefined = getRunning,
): Route {
  return guarded(running, (_request, now) => answer(now));
}

function guarded(
  running: () => Running | undefined,
  answer: (request: Request, running: Running | undefined) => Response | Promise<Response>,
): Route {
  return async (request) => {
    const now = running();
    const refusal = checkRequest(request, { allowedHosts: now?.allowedHosts ?? [], kind: 'api' });
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
