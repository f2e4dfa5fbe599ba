import { VERDICT_STATES, type Verdict } from '#lib/model/verdict.ts';
import type { SkipReason } from '#lib/proxy-filter/proxy-reasons.ts';

/** The verdict of a Service that kube-proxy does not serve. */
export function notProxied(skipped: SkipReason | 'no-port', nodesInAll: number): Verdict {
  return { state: 'not-proxied', reason: skipped, reasonValues: {}, nodesInEffect: 0, nodesInAll, idleEndpoints: 0 };
}

/** The worst of several: by state, then by the fewest nodes in effect; of equals the first. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  let worst: Verdict | undefined;
  for (const verdict of verdicts) if (worst === undefined || isWorse(verdict, worst)) worst = verdict;
  return worst;
}

function isWorse(left: Verdict, right: Verdict): boolean {
  const byState = VERDICT_STATES.indexOf(left.state) - VERDICT_STATES.indexOf(right.state);
  return byState < 0 || (byState === 0 && left.nodesInEffect < right.nodesInEffect);
}
