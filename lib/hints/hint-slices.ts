import { addHints, type HintResult } from '#lib/hints/add-hints.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { removeHints } from '#lib/hints/remove-hints.ts';
import type { SlicePartition } from '#lib/hints/slice-partition.ts';
import type { HintedBefore } from '#lib/hints/with-zone-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';

export interface HintingFacts {
  readonly ratios: CpuRatios;
  readonly rules: ControllerRules;
  /** Absent: every slice is hinted anew. */
  readonly hintedBefore?: HintedBefore | undefined;
}

/**
 * Applies the chosen way to give hints to one address type's slices (the tail of k8s.io/endpointslice
 * Reconciler.reconcileByAddressType). What is remembered and announced is hint-memory's part.
 */
export function hintSlices(
  partition: SlicePartition,
  hinting: Hinting,
  { ratios, rules, hintedBefore }: HintingFacts,
): HintResult {
  switch (hinting.kind) {
    case 'auto':
      return addHints(partition, ratios, rules, hintedBefore);
    case 'traffic-distribution':
      return reconcileTrafficDistribution(partition, hinting.trafficDistribution, rules);
    case 'none':
      return {
        ...removeHints(partition),
        decision: hinting.decision,
        oneOfSeveral: false,
        countsOneOfSeveral: false,
      };
  }
}
