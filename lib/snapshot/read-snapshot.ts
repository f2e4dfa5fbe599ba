import type { Cluster } from '#lib/model/cluster.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { FileError } from '#lib/model/file-error.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { parseMoment } from '#lib/model/moment.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { compareVersions, type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import { type ClusterFile, KUBECTL_LIST, parseClusterFile } from '#lib/to-model/cluster-file.ts';

/** What stands above the file's own header. */
export interface SnapshotOverrides {
  readonly version?: KubeVersion;
  readonly gates?: readonly GateOverride[];
  readonly whatIf?: readonly Change[];
  /** What `/version` answered, for a cluster that was listed just now. */
  readonly answered?: string;
  /** The moment of a file that tells none. */
  readonly now: EpochMillis;
}

/**
 * Reads a cluster in a file: a snapshot of Zonescope's, or whatever `kubectl get nodes,svc,endpointslices,pods -A -o json`
 * printed, with hpa among these where their ranges are to be seen.
 *
 * @param name the file's name, for errors.
 * @throws FileError in one sentence with the file, the object and the field.
 */
export function readSnapshot(content: string, name: string, overrides: SnapshotOverrides): Snapshot {
  return snapshotOf(parseClusterFile(content, name), name, overrides);
}

function snapshotOf(file: ClusterFile, name: string, overrides: SnapshotOverrides): Snapshot {
  const { header, objects } = file;
  const isListedWhole = header.time !== undefined || overrides.answered !== undefined;
  if (objects.length === 0 && !isListedWhole) throw nothingIn(file, name);
  const nodes = objects.filter((object) => object.kind === 'Node');
  const told =
    overrides.version ?? parseVersion(header.kubernetesVersion ?? '') ?? parseVersion(overrides.answered ?? '');
  const autoscalers = objects.filter((object) => object.kind === 'HorizontalPodAutoscaler');
  const version = told ?? newestKubelet(nodes.map((node) => node.kubeletVersion));
  if (version === undefined) {
    throw new FileError(name, 'file.no-version');
  }
  const { service } = header;
  const services = objects.filter((object) => object.kind === 'Service');
  const slices = objects.filter((object) => object.kind === 'EndpointSlice');
  const missing = header.missing ?? (isListedWhole ? [] : leftOut({ nodes, services, slices }));
  return {
    cluster: {
      version,
      gateOverrides: overrides.gates ?? ofHeader(name, 'gates', () => gatesOf(header.gates ?? '')),
      nodes: nodes.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      services,
      slices,
      pods: objects.filter((object) => object.kind === 'Pod'),
      // A file that holds none does not tell whether they were read.
      ...(autoscalers.length > 0 && { autoscalers }),
      ...(missing.length > 0 && { missing }),
      now: parseMoment(header.time ?? '') ?? overrides.now,
    },
    whatIf: overrides.whatIf ?? ofHeader(name, 'whatIf', () => changesOf(header.whatIf ?? '')),
    ...(service !== undefined && parseServiceKey(service) !== undefined && { service }),
    context: header.context ?? '',
    redacted: header.redacted ?? false,
  };
}

function nothingIn({ skippedByKind }: ClusterFile, name: string): FileError {
  const kinds = [...skippedByKind].map(([kind, count]) => `${count} ${kind}`).join(', ');
  if (kinds === '') return new FileError(name, 'file.nothing', { command: KUBECTL_LIST });
  const count = [...skippedByKind.values()].reduce((sum, of) => sum + of, 0);
  return new FileError(name, 'file.nothing-read', { count: String(count), kinds, command: KUBECTL_LIST });
}

/**
 * What somebody who put the file together themselves has left out: nodes, and slices of all namespaces or of some. A
 * cluster may have no nodes, and its controller may stand still; but to take that for the truth would make up an outage.
 */
function leftOut({ nodes, services, slices }: Pick<Cluster, 'nodes' | 'services' | 'slices'>): readonly string[] {
  if (services.length === 0) return [];
  return [...(nodes.length === 0 ? ['list nodes'] : []), ...slicesLeftOut(services, slices)];
}

/** The controller keeps a slice for each Service with a selector, an empty one where it selects no pod. */
function slicesLeftOut(services: readonly Service[], slices: readonly EndpointSlice[]): readonly string[] {
  const withSlices = new Set(slices.map(({ namespace }) => namespace));
  const without = services
    .filter(({ selector, type }) => Object.keys(selector ?? {}).length > 0 && type !== 'ExternalName')
    .map(({ namespace }) => namespace)
    .filter((namespace) => !withSlices.has(namespace));
  if (withSlices.size === 0 && without.length > 0) return ['list endpointslices'];
  return [...new Set(without)].sort().map((namespace) => `list endpointslices -n ${namespace}`);
}

function ofHeader<T>(name: string, field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FileError(name, 'file.header', { field, said: error instanceof Error ? error.message : String(error) });
  }
}

/** @throws Error with the first part that cannot be read. */
export function gatesOf(text: string): readonly GateOverride[] {
  const { overrides, problems } = parseGateOverrides(text);
  if (problems[0] !== undefined) throw new Error(problems[0]);
  return overrides;
}

/** @throws Error with the first part that cannot be read. */
export function changesOf(text: string): readonly Change[] {
  const { changes, problems } = parseChanges(text);
  if (problems[0] !== undefined) throw new Error(problems[0]);
  return changes;
}

function newestKubelet(versions: readonly string[]): KubeVersion | undefined {
  return versions
    .map((version) => parseVersion(version))
    .filter((version) => version !== undefined)
    .sort(compareVersions)
    .at(-1);
}
