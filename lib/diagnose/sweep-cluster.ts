import { type SweepAnswer, type SweepScenario, sweep } from '#lib/diagnose/sweep.ts';
import { createPodsOf } from '#lib/endpoint-slice/pods-of.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';

/** The sweep of a cluster that stands as plain lists; see `sweep`. */
export function sweepCluster(cluster: Cluster, scenario: SweepScenario): Generator<void, SweepAnswer> {
  const slicesByKey = new Map<NamespacedName, EndpointSlice[]>();
  for (const slice of cluster.slices.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const key = namespacedName({ namespace: slice.namespace, name: slice.serviceName });
    const slices = slicesByKey.get(key);
    if (slices === undefined) slicesByKey.set(key, [slice]);
    else slices.push(slice);
  }
  const slicesOf = (key: NamespacedName) => slicesByKey.get(key) ?? [];
  return sweep({ ...cluster, slicesOf, podsOf: createPodsOf(cluster.pods) }, scenario);
}
