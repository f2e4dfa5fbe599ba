import type { QueryOptions } from '#lib/cli/query-options.ts';
import { inputName, readInput } from '#lib/cli/read-input.ts';
import { readSnapshot, type SnapshotOverrides } from '#lib/snapshot/read-snapshot.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';

export type ReadCluster = Pick<Snapshot, 'cluster' | 'whatIf'>;

/**
 * The cluster that a question is about: from a file (a snapshot, or what `kubectl get ... -o json` printed), from
 * standard input, or listed with a kubeconfig; and the what-if of the option, else of the file's header.
 *
 * @throws Error in one sentence with the file, the object and the field, or with the address that did not answer.
 */
export async function readCluster(options: QueryOptions): Promise<ReadCluster> {
  const { version, gates, whatIf } = options;
  const overrides: SnapshotOverrides = {
    now: Date.now(),
    ...(version !== undefined && { version }),
    ...(gates !== undefined && { gates }),
    ...(whatIf !== undefined && { whatIf }),
  };
  if (options.file === undefined) {
    // What speaks to API servers is slow to load, and a file needs none of it.
    const { listCluster } = await import('#lib/cli/list-cluster.ts');
    const { list, version: answered } = await listCluster(options);
    return readSnapshot(JSON.stringify(list), 'the cluster', { ...overrides, answered });
  }
  return readSnapshot(readInput(options.file), inputName(options.file), overrides);
}
