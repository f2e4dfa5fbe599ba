import type { Cluster } from '#lib/model/cluster.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Change } from '#lib/model/scenario.ts';

/** One moment of a cluster with what its reader looked at: what a snapshot file holds. */
export interface Snapshot {
  readonly cluster: Cluster;
  readonly whatIf: readonly Change[];
  /** The Service that was looked at. */
  readonly service?: NamespacedName;
  /** The context that the cluster was watched through; '' where the file does not tell. */
  readonly context: string;
  /** Names are pseudonyms. */
  readonly redacted: boolean;
}
