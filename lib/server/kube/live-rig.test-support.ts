import { rigOn } from '#lib/server/kube/reflector-rig.test-support.ts';
import { until } from '#lib/server/kube/scripted-api.test-support.ts';
import { startTruthApi, type TruthApi } from '#lib/server/kube/truth-api.test-support.ts';

/** A reflector that is live against a server that knows n1 and n2. */
export async function live() {
  const truth = await startTruthApi();
  truth.put('n1', 'a');
  truth.put('n2', 'b');
  const made = rigOn(truth.api);
  await until(() => made.healths.at(-1)?.kind === 'live', 'the first list');
  return { truth, ...made };
}

/** Cuts the connections of all watches. */
export function breakWatches(truth: TruthApi): void {
  for (const { response } of truth.watches) response.socket?.resetAndDestroy();
}

/** How often everything was asked for: streaming lists and first pages. */
export function fullReads({ api }: TruthApi): number {
  return api.requests.filter(
    ({ query, isWatch }) => query.has('sendInitialEvents') || (!isWatch && !query.has('continue')),
  ).length;
}
