import { allocations } from '#lib/hints/allocations.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';

/** The nearest numbers of endpoints at which Auto turns hints on or off; absent where there is none on that side. */
export interface FlipCounts {
  readonly fewer?: number;
  readonly more?: number;
}

const possibleByRatios = new WeakMap<CpuRatios, readonly boolean[]>();

/**
 * How far a Service in mode Auto is from a flip, from its number of counted endpoints alone: where every endpoint has a
 * zone, nothing else of them decides whether there are hints. Beyond six endpoints to a zone there always are: so much
 * does the overload threshold of 20 % leave after each zone's minimum was rounded up.
 */
export function flipCounts(endpoints: number, ratios: CpuRatios): FlipCounts {
  if (!ratios.known) return {};
  const possible = possibleCounts(ratios, ratios.ratioByZone.size);
  const isPossible = (count: number) => possible[count] ?? true;
  const now = isPossible(endpoints);
  let fewer = endpoints - 1;
  while (fewer >= 0 && isPossible(fewer) === now) fewer -= 1;
  let more = endpoints + 1;
  while (more < possible.length && isPossible(more) === now) more += 1;
  return {
    ...(fewer < 0 ? {} : { fewer }),
    ...(isPossible(more) === now ? {} : { more }),
  };
}

/** For each count up to six to a zone: would there be hints. Read once for all Services of a cluster. */
function possibleCounts(ratios: CpuRatios, zones: number): readonly boolean[] {
  const known = possibleByRatios.get(ratios);
  if (known !== undefined) return known;
  const possible = Array.from({ length: 6 * zones + 1 }, (_, count) => allocations(count, ratios).possible);
  possibleByRatios.set(ratios, possible);
  return possible;
}
