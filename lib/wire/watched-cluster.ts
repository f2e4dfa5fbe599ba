import type { GateOverride } from '#lib/model/gates.ts';
import type { Guide } from '#lib/model/guide.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** What is watched and as whom; sent whole whenever a field of it changes. */
export interface ClusterInfo {
  readonly source: 'kubeconfig' | 'in-cluster' | 'demo' | 'snapshot';
  readonly contextName: string;
  readonly user: string;
  /** The API server's address, without credentials. */
  readonly server: string;
  /** The kubeconfig says insecure-skip-tls-verify. */
  readonly insecure: boolean;
  /** The version whose rules are used: `--kubernetes-version`, else what `/version` answered; absent until it did. */
  readonly version?: KubeVersion;
  /** `gitVersion` as `/version` answered it. */
  readonly versionText: string;
  /** True when `--kubernetes-version` decides for a cluster that answers otherwise. */
  readonly versionOverridden: boolean;
  readonly gateOverrides: readonly GateOverride[];
  /** Present when others can reach the page and nobody is asked who they are (`--auth none-and-i-know-it`). */
  readonly openToAll?: true;
  /** Present when everybody signs in with a token (`--auth token`). */
  readonly asksForToken?: true;
  /** The namespaces whose Services the reader may see; absent where all of them. */
  readonly namespacesInSight?: readonly string[];
  /** Of `-n`: the list opens with this namespace. */
  readonly namespace?: string;
  /** Present for the embedded cluster. */
  readonly demo?: Guide;
  /** Present when a file is shown and no cluster is watched. */
  readonly snapshot?: SnapshotInfo;
}

/**
 * - `connecting`: no answer yet;
 * - `syncing`: the first lists run, `done` of `of` objects are in;
 * - `live`: every list is complete and its watch open;
 * - `stale`: was live, but the API server has stopped answering: the last data stay;
 * - `unreachable`: never was live, and `address` answers `said`.
 */
export type WatchPhase = 'connecting' | 'syncing' | 'live' | 'stale' | 'unreachable';

/** A right that the identity lacks, as kubectl would say it: `list nodes`. */
export interface MissingPermission {
  readonly verb: 'list' | 'watch';
  readonly resource: string;
}

/** How the watch of the cluster stands; sent whole whenever it changes. */
export interface ClusterStatus {
  readonly phase: WatchPhase;
  /** Since when this phase holds, by the server's clock. */
  readonly since: EpochMillis;
  /** Objects of the first lists; absent for a reader who may not see all of them. */
  readonly done?: number;
  /** Absent while no list has told how long it is. */
  readonly of?: number;
  readonly address: string;
  /** What the address answered, or what the network said, in one sentence. */
  readonly said?: string;
  readonly missing: readonly MissingPermission[];
  /** Watch objects without metadata, which were left out. */
  readonly skipped: number;
  /** Objects that an audit found to differ from what the API server held, though no event had said so; absent means 0. */
  readonly healed?: number;
}

/**
 * - `loading`: their first list runs;
 * - `watched`: complete and live;
 * - `no-selector`: the Service selects no pods;
 * - `forbidden`: the identity may not list pods here;
 * - `limit`: too many Services are looked at at once;
 * - `failed`: the API server does not answer;
 * - `not-kept`: a snapshot is shown that does not hold them.
 */
export type PodsState = 'loading' | 'watched' | 'no-selector' | 'forbidden' | 'limit' | 'failed' | 'not-kept';

/** A cluster in a file, as the page marks it. */
export interface SnapshotInfo {
  /** The file's name. */
  readonly name: string;
  /** The moment that it holds. */
  readonly time: EpochMillis;
  /** Names are pseudonyms. */
  readonly redacted: boolean;
  /** What is not in it, as `Cluster.missing` says it. */
  readonly missing?: readonly string[];
  /** The Service that was looked at. */
  readonly service?: NamespacedName;
  /** The what-if that was on, as the URL writes it. */
  readonly whatIf?: string;
}
