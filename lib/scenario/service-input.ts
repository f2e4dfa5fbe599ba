import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Autoscaling } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { ClientSource } from '#lib/scenario/client-source.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** One Service at one moment, with the rules that are in force: what a diagnosis reads and a prediction gives back. */
export interface ServiceInput {
  /** All Nodes of the cluster, sorted by name. */
  readonly nodes: readonly Node[];
  readonly service: Service;
  /** Those of this Service, of both families, sorted by name. */
  readonly slices: readonly EndpointSlice[];
  /** Those that the Service selects; empty where they are not known (no permission, or a row of the list). */
  readonly pods: readonly Pod[];
  /** Absent: they are not read. */
  readonly autoscaling?: Autoscaling;
  readonly context: RuleContext;
  /** Zones whose endpoints a zonal shift keeps out of the slices, though their pods run. */
  readonly shiftedZones?: ReadonlySet<string>;
  /** Who the clients are taken to be; absent: by allocatable CPU. */
  readonly clients?: ClientSource;
  /** The moment that ages are counted from. */
  readonly now: EpochMillis;
}
