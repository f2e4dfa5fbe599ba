import { parseMoment } from '#lib/model/moment.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import type { TimelineAnswer } from '#lib/model/timeline.ts';
import { maySeeService, maySeeVerdict, type Viewer } from '#lib/server/auth/sight.ts';
import { jsonResponse } from '#lib/server/guard/json-response.ts';
import { readParameters } from '#lib/server/guard/read-parameters.ts';
import { sentenceResponse } from '#lib/server/guard/refuse.ts';
import type { Running } from '#lib/server/running.ts';

/**
 * `GET /api/timeline?service=ns/name[&at=RFC3339]`: a Service's past since the start of watching, and with `at` the
 * nodes, Service and slices as they were. 404 for a Service that was never seen; before the first lists are in, 503.
 */
export function handleTimeline(request: Request, { hub }: Running, { sight }: Viewer): Response {
  if (!hub.ready) return sentenceResponse(503, 'The cluster is being read for the first time.');
  const parameters = readParameters(request, ['service', 'at']);
  if (parameters === undefined) return sentenceResponse(400, 'The query is not understood.');
  const { service: key = '', at: asked } = parameters;
  const at = asked === undefined ? undefined : parseMoment(asked);
  if (parseServiceKey(key) === undefined) return sentenceResponse(400, 'service takes NAMESPACE/NAME.');
  if (asked !== undefined && at === undefined) {
    return sentenceResponse(400, 'at takes a moment such as 2026-03-01T12:00:00Z.');
  }
  const timeline = hub.timelineOf(key);
  if (timeline.entries.length === 0 || !maySeeService(sight, key))
    return sentenceResponse(404, 'No such Service has been seen.');
  if (!maySeeVerdict(sight, key)) {
    return sentenceResponse(403, 'The past of a Service is told from nodes and endpoints, which you may not list.');
  }
  const moment = at === undefined ? undefined : hub.momentAt(key, at);
  const answer: TimelineAnswer = { ...timeline, flips: hub.flipsOf(key), ...(moment !== undefined && { moment }) };
  return jsonResponse(answer);
}
