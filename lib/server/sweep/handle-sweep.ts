import { lacksForAll } from '#lib/model/cluster.ts';
import { maySeeNodes, type Viewer } from '#lib/server/auth/sight.ts';
import { CLIENT_HEADER } from '#lib/server/guard/client-address.ts';
import { sentenceResponse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import type { Running } from '#lib/server/running.ts';
import { readScenario } from '#lib/server/sweep/read-scenario.ts';
import { createSweeper, type Sweeper } from '#lib/server/sweep/sweeper.ts';
import { bodyInSight, namesOnlyWhatIsSeen } from '#lib/server/sweep/swept-in-sight.ts';

const SENTENCE_BY_KIND = {
  busy: 'Too many sweeps are under way; ask again in a moment.',
  gone: 'Nobody waited for this answer.',
} as const;

const sweeperByHub = new WeakMap<Hub, Sweeper>();

/**
 * `GET /api/sweep?what-if&gates&mix&data-plane&minor[&service=ns/name]`: the rows of all Services as this viewer supposes
 * the cluster, of those that they may see. 400 for a query that cannot be read, 403 where rights are missing without which no verdict can be given,
 * 503 before the first lists are in and while too many sweeps wait.
 */
export async function handleSweep(request: Request, { hub }: Running, { sight }: Viewer): Promise<Response> {
  if (!hub.ready) return sentenceResponse(503, 'The cluster is being read for the first time.');
  const read = readScenario(request);
  if ('problem' in read) return sentenceResponse(400, read.problem);
  const { missing } = hub.status;
  if (lacksForAll(hub.info.snapshot ?? {})) {
    return sentenceResponse(403, 'Cannot predict: the file does not hold all that it takes, as the page says.');
  }
  if (!maySeeNodes(sight) || missing.some(({ resource }) => resource !== 'pods')) {
    return sentenceResponse(403, 'Cannot predict: rights to read the cluster are missing, which the page names.');
  }
  if (!namesOnlyWhatIsSeen(read.scenario, sight)) return sentenceResponse(404, 'There is no such Service.');
  const sweeper = sweeperByHub.get(hub) ?? createSweeper(hub);
  sweeperByHub.set(hub, sweeper);
  const client = request.headers.get(CLIENT_HEADER) ?? undefined;
  // All share the answer, so it tells of no pods unless whoever asks may see those of every namespace.
  const usesPods = sight.kind === 'everything' || sight.pods === 'all';
  const swept = await sweeper.ask({ scenario: read.scenario, usesPods, client, signal: request.signal });
  if (swept.kind !== 'answer') return sentenceResponse(503, SENTENCE_BY_KIND[swept.kind]);
  return new Response(bodyInSight(swept.body, sight), {
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
