import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { KubeVersion } from '#lib/model/version.ts';

const OF_NAMESPACE = ' -n ';

export type ModelObject = Node | Service | EndpointSlice | Pod | HorizontalPodAutoscaler;

/**
 * One moment of a cluster, as plain data: everything that the rules may look at.
 * `services` and `slices` may hold all of them or one Service's only; `pods` are those of the Services looked at, and
 * `autoscalers` those of their owners.
 */
export interface Cluster {
  /** What `/version` answered, or `--kubernetes-version`. */
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  /** Absent: they were not read. */
  readonly autoscalers?: readonly HorizontalPodAutoscaler[];
  /**
   * What was not read, as the right that it takes: `list nodes`, `list endpointslices`, or the latter of one namespace with
   * ` -n NAMESPACE` behind it. Absent: all was read, so that what is not here does not exist.
   */
  readonly missing?: readonly string[];
  /** The moment that ages are counted from. */
  readonly now: EpochMillis;
}

/** Was something not read without which no Service has a verdict, in whichever namespace? */
export function lacksForAll({ missing = [] }: Pick<Cluster, 'missing'>): boolean {
  return missing.some((right) => !right.includes(OF_NAMESPACE));
}

/** Rights of `missing` without which Services of a namespace have no verdict, as kubectl would say them. */
export function missingIn({ missing = [] }: Pick<Cluster, 'missing'>, namespace: string): readonly string[] {
  return missing.flatMap((right) => {
    const [what = '', only = namespace] = right.split(OF_NAMESPACE);
    return only === namespace ? [what] : [];
  });
}

/** A kind that was not read, and of which namespaces; none is of all. */
export interface MissingKind {
  readonly kind: string;
  readonly namespaces: readonly string[];
}

/** What `missing` names, by kind. */
export function missingKinds({ missing = [] }: Pick<Cluster, 'missing'>): readonly MissingKind[] {
  const namespacesByKind = new Map<string, string[]>();
  for (const right of missing) {
    const [what = '', namespace] = right.split(OF_NAMESPACE);
    const kind = what.replace('list ', '');
    const namespaces = namespacesByKind.get(kind) ?? [];
    namespacesByKind.set(kind, namespace === undefined ? namespaces : [...namespaces, namespace]);
  }
  return [...namespacesByKind].map(([kind, namespaces]) => ({ kind, namespaces }));
}
