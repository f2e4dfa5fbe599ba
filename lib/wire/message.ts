import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { AutoscalersState, HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Timeline, TimelineEntry } from '#lib/model/timeline.ts';
import type { EndpointEdits } from '#lib/wire/endpoint-edits.ts';
import type { MergePatch } from '#lib/wire/merge-patch.ts';
import type { ClusterInfo, ClusterStatus, PodsState } from '#lib/wire/watched-cluster.ts';

/** Raised whenever a reader of the version before would misread a message. */
export const WIRE_VERSION = 2;

/** The first part of a snapshot says what it is a snapshot of. */
export interface SnapshotHead {
  readonly wire: number;
  readonly build: string;
  /** `all`: replaces everything; `service`: nodes and rows go on, the selected Service and the mix's clients are new. */
  readonly scope: 'all' | 'service';
  /** The Service that the stream was opened for. */
  readonly key?: NamespacedName;
  /** The Service whose slices the stream carries as the clients behind a mix. */
  readonly clients?: NamespacedName;
  readonly podsState?: PodsState;
  /** Absent where autoscalers are not read. */
  readonly autoscalersState?: AutoscalersState;
  readonly timeline?: Timeline;
}

/** One part of a snapshot, at most 64 KiB. Only the last one carries an id: a broken snapshot is begun anew. */
export interface SnapshotPart {
  readonly kind: 'snapshot';
  /** Present in the first part. */
  readonly head?: SnapshotHead;
  readonly nodes?: readonly Node[];
  readonly rows?: readonly ServiceRow[];
  readonly service?: Service;
  readonly slices?: readonly EndpointSlice[];
  /** More endpoints of the slice before, which was too long for one part. */
  readonly endpoints?: readonly (readonly [slice: string, endpoints: readonly Endpoint[]])[];
  readonly pods?: readonly Pod[];
  readonly autoscalers?: readonly HorizontalPodAutoscaler[];
  /** Slices of the clients' Service, and more endpoints of the one before. */
  readonly clientSlices?: readonly EndpointSlice[];
  readonly clientEndpoints?: readonly (readonly [slice: string, endpoints: readonly Endpoint[]])[];
  /** Objects sent with this part and before. */
  readonly done: number;
  /** Absent for a reader who may not see all of them. */
  readonly of?: number;
  /** Both present in the last part: where a reader that has all of it stands. */
  readonly sequence?: number;
  readonly epoch?: string;
}

/** Changes of one kind: whole objects that are new, fields that changed, names that are gone. */
export interface Changes<T> {
  readonly set?: readonly T[];
  readonly patch?: readonly (readonly [name: string, patch: MergePatch])[];
  readonly gone?: readonly string[];
}

export interface SliceChanges extends Omit<Changes<EndpointSlice>, 'patch'> {
  readonly patch?: readonly SlicePatch[];
}

export interface SlicePatch extends EndpointEdits {
  readonly name: string;
  /** Fields beside the endpoints. */
  readonly fields?: MergePatch;
}

/** What happened to one topic since its last delta: to the cluster's nodes and rows, to one Service, or to a mix's clients. */
export interface TopicChanges {
  /** The Service whose topic this is; absent for nodes and rows. */
  readonly key?: NamespacedName;
  /** The Service whose slices are the clients behind a mix; only `slices` comes with it, and no `key`. */
  readonly clients?: NamespacedName;
  readonly nodes?: Changes<Node>;
  readonly rows?: Changes<ServiceRow>;
  readonly services?: Changes<Service>;
  readonly slices?: SliceChanges;
  readonly pods?: Changes<Pod>;
  readonly podsState?: PodsState;
  readonly autoscalers?: Changes<HorizontalPodAutoscaler>;
  readonly autoscalersState?: AutoscalersState;
  readonly timeline?: readonly TimelineEntry[];
}

/** All that changed since the last delta in what its reader looks at. */
export interface Delta {
  readonly kind: 'delta';
  readonly epoch: string;
  readonly sequence: number;
  readonly changes: readonly TopicChanges[];
}

export interface InfoMessage {
  readonly kind: 'info';
  readonly info: ClusterInfo;
}

export interface StatusMessage {
  readonly kind: 'status';
  readonly status: ClusterStatus;
  /** The server's clock, from which a reader counts ages. */
  readonly time: EpochMillis;
}

/** Every 15 s, so that a reader can tell a quiet cluster from a dead connection. */
export interface PingMessage {
  readonly kind: 'ping';
  readonly time: EpochMillis;
}

/** The limit of streams is reached: come back later. */
export interface FullMessage {
  readonly kind: 'full';
  readonly retryMillis: number;
}

/**
 * Whoever reads is asked who they are, and this stream tells them nothing: `unknown` has to sign in (again), `no-rights` is
 * known and may see nothing here.
 */
export interface DeniedMessage {
  readonly kind: 'denied';
  readonly why: 'unknown' | 'no-rights';
}

/** The server closes. */
export interface ByeMessage {
  readonly kind: 'bye';
}

export type WireMessage =
  | SnapshotPart
  | Delta
  | InfoMessage
  | StatusMessage
  | PingMessage
  | FullMessage
  | DeniedMessage
  | ByeMessage;
export type MessageKind = WireMessage['kind'];
export const MESSAGE_KINDS: readonly MessageKind[] = [
  'snapshot',
  'delta',
  'info',
  'status',
  'ping',
  'full',
  'denied',
  'bye',
];
