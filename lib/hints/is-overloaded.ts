import { FEWEST_SHARE } from '#lib/hints/allocations.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { CountByZone } from '#lib/hints/give-and-receive.ts';

/**
 * Would a counting of the nodes queue the Service whose hints the controller remembers as `hintsByZone`
 * (topologycache serviceOverloaded)? Nothing remembered: no. No shares any more, a zone without any hint, or one with
 * fewer than the overload threshold asks for: yes.
 */
export function isOverloaded(hintsByZone: CountByZone | undefined, ratios: CpuRatios): boolean {
  if (hintsByZone === undefined || hintsByZone.size === 0) return false;
  if (!ratios.known) return true;
  let total = 0;
  for (const count of hintsByZone.values()) total += count;
  for (const [zone, ratio] of ratios.ratioByZone) {
    const count = hintsByZone.get(zone);
    if (count === undefined || count < Math.ceil(total * ratio * FEWEST_SHARE)) return true;
  }
  return false;
}
