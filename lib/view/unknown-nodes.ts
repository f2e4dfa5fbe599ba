import type { VerdictReason } from '#lib/diagnose/port-verdict.ts';
import type { Verdict } from '#lib/model/verdict.ts';

/** On how many nodes zone routing is in effect only if kube-proxy routes there, which no object tells. */
export function unknownNodes({ reason, reasonValues }: Pick<Verdict, 'reason' | 'reasonValues'>): number {
  return reason === ('data-plane-unknown' satisfies VerdictReason) ? Number(reasonValues['nodes'] ?? 0) : 0;
}
