import { readFileSync } from 'node:fs';
import { changesOf, gatesOf, type QueryOptions } from '#lib/cli/query-options.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { Change } from '#lib/model/scenario.ts';
import { compareVersions, type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { type ClusterFile, parseClusterFile } from '#lib/to-model/cluster-file.ts';

export interface ReadCluster {
  readonly cluster: Cluster;
  /** Of the option, else of the file's header. */
  readonly whatIf: readonly Change[];
}

/**
 * The cluster that a question is about: from a file, from standard input, or listed with a kubeconfig.
 *
 * @throws Error in one sentence with the file, the object and the field, or with the address that did not answer.
 */
export async function readCluster(options: QueryOptions): Promise<ReadCluster> {
  if (options.file === undefined) {
    // What speaks to API servers is slow to load, and a file needs none of it.
    const { listCluster } = await import('#lib/cli/list-cluster.ts');
    const { list, version } = await listCluster(options);
    return clusterOf(parseClusterFile(JSON.stringify(list), 'the cluster'), { options, version, name: 'the cluster' });
  }
  const name = options.file === '-' ? 'standard input' : options.file;
  return clusterOf(parseClusterFile(contentOf(options.file, name), name), { options, version: '', name });
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Asked {
  readonly options: QueryOptions;
  /** What the API server tells; '' of a file. */
  readonly version: string;
  readonly name: string;
}

function clusterOf({ header, objects }: ClusterFile, { options, version: answered, name }: Asked): ReadCluster {
  const nodes = objects.filter((object) => object.kind === 'Node');
  const told = options.version ?? parseVersion(header.kubernetesVersion ?? '') ?? parseVersion(answered);
  const version = told ?? newestKubelet(nodes.map((node) => node.kubeletVersion));
  if (version === undefined) {
    throw new Error(
      'Cannot answer: neither the file nor a node in it tells the Kubernetes version; give it with --kubernetes-version',
    );
  }
  return {
    cluster: {
      version,
      gateOverrides: options.gates ?? ofHeader(name, 'gates', () => gatesOf(header.gates ?? '')),
      nodes: nodes.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      services: objects.filter((object) => object.kind === 'Service'),
      slices: objects.filter((object) => object.kind === 'EndpointSlice'),
      pods: objects.filter((object) => object.kind === 'Pod'),
      now: header.time === undefined ? Date.now() : Date.parse(header.time),
    },
    whatIf: options.whatIf ?? ofHeader(name, 'whatIf', () => changesOf(header.whatIf ?? '')),
  };
}

function ofHeader<T>(name: string, field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(
      `Cannot read ${name}: zonescope.${field}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function newestKubelet(versions: readonly string[]): KubeVersion | undefined {
  return versions
    .map((version) => parseVersion(version))
    .filter((version) => version !== undefined)
    .sort(compareVersions)
    .at(-1);
}
