import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import { wouldHaveHints } from '#lib/hints/would-have-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';

export interface HintsByCountsInput {
  readonly hinting: Hinting;
  readonly ratios: CpuRatios;
  readonly rules: ControllerRules;
}

/**
 * How many endpoints would be hinted to each zone, from the counted endpoints of each zone alone ('' for those without
 * one); undefined where the hints would not be there, or would not be followed.
 */
export function hintsByCounts(
  countByZone: ReadonlyMap<string, number>,
  { hinting, ratios, rules }: HintsByCountsInput,
): ReadonlyMap<string, number> | undefined {
  if (hinting.kind === 'none') return undefined;
  if (hinting.kind === 'auto') {
    const { hints, hintsByZone } = wouldHaveHints(countByZone, ratios);
    return hints ? hintsByZone : undefined;
  }
  // Where one endpoint without a zone has no hint, kube-proxy ignores those of the others.
  const isLeftOut = !rules.hintsEmptyZone && (countByZone.get('') ?? 0) > 0;
  return isLeftOut || countByZone.size === 0 ? undefined : countByZone;
}
