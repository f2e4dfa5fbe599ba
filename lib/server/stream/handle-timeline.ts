import { parseMoment } from '#lib/model/moment.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import type { TimelineAnswer } from '#lib/model/timeline.ts';
import { checkRequest } from '#lib/server/guard/check-request.ts';
import { refuse, sentenceResponse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import type { Running } from '#lib/server/running.ts';

/**
 * `GET /api/timeline?service=ns/name[&at=RFC3339]`: a Service's past since the start of watching, and with `at` the
 * nodes, Service and slices as they were. 404 for a Service that was never seen; before the first lists are in, 503.
 */
export function handleTimeline(request: Request, running: Running | undefined): Response {
  const refusal = checkRequest(request, { allowedHosts: running?.allowedHosts ?? [], kind: 'api' });
  if (refusal !== undefined) return refuse(refusal);
  if (running?.hub.ready !== true) return sentenceResponse(503, 'The server is starting or stopping.');
  const { searchParams } = new URL(request.url);
  const key = searchParams.get('service') ?? '';
  const asked = searchParams.get('at') ?? undefined;
  const at = asked === undefined ? undefined : parseMoment(asked);
  if (parseServiceKey(key) === undefined) return sentenceResponse(400, 'service takes NAMESPACE/NAME.');
  if (asked !== undefined && at === undefined) {
    return sentenceResponse(400, 'at takes a moment such as 2026-03-01T12:00:00Z.');
  }
  const { hub } = running;
  const timeline = hub.timelineOf(key);
  if (timeline.entries.length === 0) return sentenceResponse(404, 'No such Service has been seen.');
  const moment = at === undefined ? undefined : hub.momentAt(key, at);
  const answer: TimelineAnswer = { ...timeline, flips: hub.flipsOf(key), ...(moment !== undefined && { moment }) };
  return Response.json(answer, { headers: { ...SECURITY_HEADERS, 'cache-control': 'no-store' } });
}
