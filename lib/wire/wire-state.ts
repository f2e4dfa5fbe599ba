import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Autoscaling } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Timeline } from '#lib/model/timeline.ts';
import type { SnapshotPart } from '#lib/wire/message.ts';
import type { ClusterInfo, ClusterStatus, PodsState } from '#lib/wire/watched-cluster.ts';

/** All that is known of the Service whose page is open. */
export interface SelectedService {
  readonly key: NamespacedName;
  /** Absent while no such Service exists. */
  readonly service?: Service;
  /** Sorted by name. */
  readonly slices: readonly EndpointSlice[];
  /** Sorted by name. */
  readonly pods: readonly Pod[];
  readonly podsState: PodsState;
  /** Absent where autoscalers are not read. */
  readonly autoscaling?: Autoscaling;
  readonly timeline: Timeline;
}

/** The Service whose endpoints are the clients behind a mix. */
export interface MixClients {
  readonly key: NamespacedName;
  /** Sorted by name; empty while there is no such Service. */
  readonly slices: readonly EndpointSlice[];
}

/** The reader's copy of the cluster. Maps and objects keep their identity until something in them changes. */
export interface WireState {
  /** '' before the first snapshot. */
  readonly epoch: string;
  readonly sequence: number;
  readonly build: string;
  readonly info?: ClusterInfo;
  readonly status?: ClusterStatus;
  readonly nodeByName: ReadonlyMap<string, Node>;
  readonly rowByKey: ReadonlyMap<NamespacedName, ServiceRow>;
  readonly selected?: SelectedService;
  readonly clients?: MixClients;
  /** How far the snapshot is that is being read; the state before it stays in place until it is complete. */
  readonly loading?: SnapshotLoading;
}

export interface SnapshotLoading {
  /** Objects read. */
  readonly done: number;
  /** Absent for a reader who may not see all of it. */
  readonly of?: number;
  readonly parts: readonly SnapshotPart[];
}

export const EMPTY_WIRE_STATE: WireState = {
  epoch: '',
  sequence: 0,
  build: '',
  nodeByName: new Map(),
  rowByKey: new Map(),
};
