import type { VerdictReason } from '#lib/diagnose/port-verdict.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { text } from '#lib/view/text-keys.ts';

/** On how many nodes zone routing is in effect only if kube-proxy routes there, which no object tells. */
export function unknownNodes({ reason, reasonValues }: Pick<Verdict, 'reason' | 'reasonValues'>): number {
  return reason === ('data-plane-unknown' satisfies VerdictReason) ? Number(reasonValues['nodes'] ?? 0) : 0;
}

/** The verdict in words: that nobody knows what routes, or that nothing is there to dial, is not that there is nothing to tell. */
export function verdictTitle(verdict: Verdict): Text {
  if (verdict.state === 'unknown' && verdict.reason === 'no-endpoint') return text('verdict.no-endpoint');
  const isDoubtful = verdict.state === 'unknown' && unknownNodes(verdict) > 0;
  return text(isDoubtful ? 'verdict.unknown-data-plane' : `verdict.${verdict.state}`);
}
