import { rowOf } from '#lib/diagnose/service-row.ts';
import { createPodsOf } from '#lib/endpoint-slice/pods-of.ts';
import { type Cluster, missingIn } from '#lib/model/cluster.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Autoscaling } from '#lib/model/horizontal-pod-autoscaler.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { type RowContext, type RowOf, rowWithout } from '#lib/model/service-row.ts';
import { NOT_IN_FILE } from '#lib/model/verdict.ts';
import { formatVersion } from '#lib/model/version.ts';
import { autoscalersOf } from '#lib/replicas/autoscalers-of.ts';
import { formatChanges } from '#lib/scenario/change-grammar.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import type { ClusterInfo, PodsState, SnapshotInfo } from '#lib/wire/watched-cluster.ts';
import type { SelectedService, WireState } from '#lib/wire/wire-state.ts';

/** What a page asks a snapshot for, as it asks the stream. */
export interface SnapshotSelection {
  readonly service: NamespacedName | undefined;
  readonly clients: NamespacedName | undefined;
}

/**
 * A snapshot as the stream of a live cluster would bring it, so that every view works on it: all rows by the same rules,
 * and the selected Service with its slices and those of its pods that the file holds.
 */
export function snapshotState(snapshot: Snapshot, name: string): (selection: SnapshotSelection) => WireState {
  const { cluster } = snapshot;
  const context: RowContext = cluster;
  const slicesByKey = groupByService(cluster.slices);
  const serviceByKey = new Map(cluster.services.map((service) => [namespacedName(service), service]));
  const slicesOf = (key: NamespacedName) => slicesByKey.get(key) ?? [];
  const podsOf = createPodsOf(cluster.pods);
  const row = rowOfFile(cluster);
  const base = {
    epoch: 'snapshot',
    sequence: 1,
    build: '',
    info: snapshotClusterInfo(snapshot, name),
    nodeByName: new Map(cluster.nodes.map((node) => [node.name, node])),
    rowByKey: new Map([...serviceByKey].map(([key, service]) => [key, row(service, slicesOf(key), context)])),
  };
  return ({ service, clients }) => {
    const object = service === undefined ? undefined : serviceByKey.get(service);
    return {
      ...base,
      ...(service !== undefined && {
        selected: selectedService(snapshot, {
          key: service,
          service: object,
          slices: slicesOf(service),
          pods: object === undefined ? [] : podsOf(object),
        }),
      }),
      ...(clients !== undefined && { clients: { key: clients, slices: slicesOf(clients) } }),
    };
  };
}

/** A file need not hold all that a row is computed from: then the row says what is not in it. */
export function rowOfFile(cluster: Pick<Cluster, 'missing'>): RowOf {
  return (service, slices, context) => {
    const missing = missingIn(cluster, service.namespace);
    const row = rowOf(service, slices, context);
    return missing.length === 0 ? row : rowWithout(row, missing, NOT_IN_FILE);
  };
}

function selectedService(
  { cluster }: Snapshot,
  wanted: {
    readonly key: NamespacedName;
    readonly service: Service | undefined;
    readonly slices: readonly EndpointSlice[];
    readonly pods: readonly Pod[];
  },
): SelectedService {
  const { key, service, slices, pods } = wanted;
  return {
    key,
    ...(service !== undefined && { service }),
    slices,
    pods,
    podsState: podsStateOf(service, pods, slices),
    ...autoscalingOf(pods, cluster),
    timeline: { since: cluster.now, entries: [] },
  };
}

/** As the stream would bring it; nothing where autoscalers were not read. */
export function autoscalingOf(
  pods: readonly Pod[],
  { autoscalers }: Pick<Cluster, 'autoscalers'>,
): { readonly autoscaling?: Autoscaling } {
  if (autoscalers === undefined) return {};
  return { autoscaling: { state: 'watched', autoscalers: autoscalersOf(pods, autoscalers) } };
}

/** A file need not hold the pods of every Service; endpoints without pods tell that it does not. */
export function podsStateOf(
  service: Service | undefined,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
): PodsState {
  if (Object.keys(service?.selector ?? {}).length === 0) return 'no-selector';
  const hasEndpoints = slices.some(({ endpoints }) => endpoints.length > 0);
  return pods.length === 0 && hasEndpoints ? 'not-kept' : 'watched';
}

/** What the page says of a snapshot in the place of the watched cluster. */
export function snapshotClusterInfo(snapshot: Snapshot, name: string): ClusterInfo {
  const { cluster, context, service, whatIf, redacted } = snapshot;
  const shown: SnapshotInfo = {
    name,
    time: cluster.now,
    redacted,
    ...(cluster.missing !== undefined && { missing: cluster.missing }),
    ...(service !== undefined && { service }),
    ...(whatIf.length > 0 && { whatIf: formatChanges(whatIf) }),
  };
  return {
    source: 'snapshot',
    contextName: context === '' ? name : context,
    user: '',
    server: '',
    insecure: false,
    version: cluster.version,
    versionText: `v${formatVersion(cluster.version)}`,
    versionOverridden: false,
    gateOverrides: cluster.gateOverrides,
    snapshot: shown,
  };
}

/** Each Service's slices, sorted by name as the hub keeps them. */
function groupByService(slices: readonly EndpointSlice[]): ReadonlyMap<NamespacedName, readonly EndpointSlice[]> {
  const slicesByKey = new Map<NamespacedName, EndpointSlice[]>();
  for (const slice of slices.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const key = namespacedName({ namespace: slice.namespace, name: slice.serviceName });
    const group = slicesByKey.get(key);
    if (group === undefined) slicesByKey.set(key, [slice]);
    else group.push(slice);
  }
  return slicesByKey;
}
