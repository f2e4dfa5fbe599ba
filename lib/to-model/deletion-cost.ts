const CANONICAL_INT32 = /^(0|-?[1-9]\d*|-0+\d*)$/;
const INT32_MAX = 2_147_483_647;
const INT32_MIN = -2_147_483_648;

/**
 * The number of a `pod-deletion-cost` annotation; 0 when absent or invalid, as `GetDeletionCostFromPodAnnotations`
 * (pkg/apis/core/helper) reads it: no plus sign, no leading zeros ("-0" and "-07" pass), no blanks, int32.
 */
export function toDeletionCost(annotation: string | undefined): number {
  if (annotation === undefined || !CANONICAL_INT32.test(annotation)) return 0;
  const cost = Number(annotation);
  return cost > INT32_MAX || cost < INT32_MIN ? 0 : cost + 0;
}
