import { addHints, type HintingFacts, type HintResult } from '#lib/hints/add-hints.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { removeHints } from '#lib/hints/remove-hints.ts';
import type { SlicePartition } from '#lib/hints/slice-partition.ts';

/**
 * Applies the chosen way to give hints to one address type's slices (the tail of k8s.io/endpointslice
 * Reconciler.reconcileByAddressType). What is remembered and announced is hint-memory's part.
 */
export function hintSlices(partition: SlicePartition, hinting: Hinting, facts: HintingFacts): HintResult {
  switch (hinting.kind) {
    case 'auto':
      return addHints(partition, facts);
    case 'traffic-distribution':
      return reconcileTrafficDistribution(partition, hinting.trafficDistribution, facts.rules);
    case 'none':
      return {
        ...removeHints(partition),
        decision: hinting.decision,
        oneOfSeveral: false,
        countsOneOfSeveral: false,
      };
  }
}
