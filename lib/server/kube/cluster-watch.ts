import type { Clock } from '#lib/demo/clock.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { compareVersions, type KubeVersion, parseVersion } from '#lib/model/version.ts';
import type { AutoscalerSource } from '#lib/server/hub/autoscaler-trail.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import type { KindStore } from '#lib/server/hub/kind-store.ts';
import type { RowRules } from '#lib/server/hub/row-table.ts';
import type { PodSource } from '#lib/server/hub/service-topic.ts';
import { clusterStatusOf, type ResourceProgress, SURE_AFTER_MILLIS } from '#lib/server/kube/cluster-status.ts';
import type { Failure } from '#lib/server/kube/failure.ts';
import { type Heartbeat, startHeartbeat } from '#lib/server/kube/heartbeat.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { createKeptNodeFields } from '#lib/server/kube/node-fields.ts';
import { createObjectWatches } from '#lib/server/kube/object-watches.ts';
import { createReflector, type Reflector } from '#lib/server/kube/reflector.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import { createWatchMeter, type WatchMeter } from '#lib/server/kube/watch-meter.ts';
import type { WatchedResource } from '#lib/server/kube/watched-resource.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { toHorizontalPodAutoscaler } from '#lib/to-model/horizontal-pod-autoscaler.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';
import { isSame } from '#lib/wire/merge-patch.ts';

export interface ClusterWatchOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  /** Of `-n`: Services and slices of this namespace only. */
  readonly namespace?: string;
  /** `--kubernetes-version`: decides whatever `/version` answers. */
  readonly version?: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** Of `--watch-hpa`. */
  readonly autoscalers?: boolean;
}

export interface ClusterWatch {
  readonly meter: WatchMeter;
  readonly podSource: PodSource;
  /** Present where autoscalers are read. */
  readonly autoscalerSource?: AutoscalerSource;
  /** Fills the hub until the returned function is called. */
  start(hub: Hub): () => void;
}

const RELIST_DELAY_MILLIS = 200;

/** Keeps a hub equal to a cluster: three reflectors, pods and autoscalers on demand, the version, and what to say of it all. */
export function createClusterWatch(options: ClusterWatchOptions): ClusterWatch {
  const { client, clock, random } = options;
  const kept = createKeptNodeFields();
  const meter = createWatchMeter();
  let nodesReflector: Reflector | undefined;
  let cancelRelist: (() => void) | undefined;

  const podWatches = createObjectWatches({
    client,
    clock,
    random,
    meter,
    resource: 'pods',
    project: toPod,
    onObject(pod) {
      if (!kept.learn(pod) || cancelRelist !== undefined) return;
      cancelRelist = clock.after(RELIST_DELAY_MILLIS, () => {
        cancelRelist = undefined;
        nodesReflector?.relist();
      });
    },
  });

  const autoscalerWatches =
    options.autoscalers === true
      ? createObjectWatches({
          client,
          clock,
          random,
          meter,
          resource: 'horizontalpodautoscalers',
          project: toHorizontalPodAutoscaler,
        })
      : undefined;

  function start(hub: Hub): () => void {
    const progressByResource = new Map<WatchedResource, ResourceProgress>();
    const cancelDoubtByResource = new Map<WatchedResource, () => void>();
    let skipped = 0;
    let healed = 0;
    let heartbeat: Heartbeat | undefined;
    let heartbeatFailure: Failure | undefined;
    let answered: KubeVersion | undefined;
    let rules: RowRules | undefined;
    const reflectors = [
      reflect('nodes', hub.state.nodes, (object) => toNode(object, kept.fields)),
      reflect('services', hub.state.services, toService),
      reflect('endpointslices', hub.state.slices, toEndpointSlice),
    ] as const;
    [nodesReflector] = reflectors;

    function reflect<T extends object>(
      resource: WatchedResource,
      store: KindStore<T>,
      project: (object: Json) => T | undefined,
    ): Reflector {
      const update = (change: Partial<ResourceProgress>): void => {
        const before = progressByResource.get(resource) ?? UNKNOWN;
        progressByResource.set(resource, { ...before, ...change, resource });
        report();
      };
      const { namespace } = options;
      const reflector = createReflector<T>({
        client,
        clock,
        random,
        meter,
        project,
        scope: { resource, ...(namespace !== undefined && resource !== 'nodes' && { namespace }) },
        sink: {
          replace(objects) {
            store.replace(objects);
            update({ synced: true, done: objects.length, of: objects.length });
          },
          upsert: store.upsert,
          remove: store.remove,
          health(health) {
            if (health.kind === 'failing' && health.failure.kind === 'unanswered') heartbeat?.check();
            if (health.kind === 'listing') {
              update({ health, done: health.done, ...(health.of !== undefined && { of: health.of }) });
              return;
            }
            const before = progressByResource.get(resource)?.forbiddenSince;
            const since = forbiddenSince(resource, health);
            update({ health, forbiddenSince: since });
            if (since !== before) doubt(reflector, resource, since);
          },
          skipped() {
            skipped += 1;
            report();
          },
          healed(count) {
            healed += count;
            report();
          },
        },
      });
      return reflector;
    }

    /** Whether a right is missing is asked once it can be told, and not when the waits, ever longer, come to it. */
    function doubt(reflector: Reflector, resource: WatchedResource, since: EpochMillis | undefined): void {
      cancelDoubtByResource.get(resource)?.();
      cancelDoubtByResource.delete(resource);
      if (since === undefined) return;
      cancelDoubtByResource.set(resource, clock.after(SURE_AFTER_MILLIS, reflector.resume));
    }

    function forbiddenSince(resource: WatchedResource, health: ReflectorHealth): EpochMillis | undefined {
      if (health.kind === 'live') return undefined;
      const since = progressByResource.get(resource)?.forbiddenSince;
      return health.kind === 'failing' && health.failure.kind === 'forbidden' ? (since ?? clock.now()) : since;
    }

    function report(): void {
      const before = hub.status;
      const status = clusterStatusOf({
        before,
        now: clock.now(),
        resources: [...progressByResource.values()],
        ...(heartbeatFailure !== undefined && isAbsence(heartbeatFailure) && { heartbeatFailure }),
        skipped,
        healed,
      });
      if (!isSame(before, status)) hub.setStatus(status);
      if (isComplete()) applyRules();
    }

    /** All that may be read has been read once. */
    function isComplete(): boolean {
      return [...progressByResource.values()].every(
        ({ synced, health }) => synced || (health.kind === 'failing' && health.failure.kind === 'forbidden'),
      );
    }

    /** Rows need a version: the one asked for, the API server's, or, when it tells none, the newest kubelet's. */
    function applyRules(): void {
      const version = options.version ?? answered ?? (heartbeatFailure === undefined ? undefined : newestKubelet(hub));
      if (version === undefined) return;
      const missing = hub.status.missing
        .filter(({ resource }) => resource !== 'services')
        .map(({ verb, resource }) => `${verb} ${resource}`);
      const next = { version, gateOverrides: options.gateOverrides, missing };
      if (rules !== undefined && isSame(rules, next)) return;
      rules = next;
      hub.setReady(rules);
    }

    heartbeat = startHeartbeat({
      client,
      clock,
      onVersion(gitVersion) {
        heartbeatFailure = undefined;
        answered = parseVersion(gitVersion);
        const version = options.version ?? answered;
        const versionOverridden = options.version !== undefined && !isSame(options.version, answered);
        const info = {
          ...hub.info,
          ...(version !== undefined && { version }),
          versionText: gitVersion,
          versionOverridden,
        };
        if (!isSame(hub.info, info)) hub.setInfo(info);
        report();
      },
      onFailure(failure) {
        heartbeatFailure = failure;
        report();
      },
      onSuspect() {
        for (const reflector of reflectors) reflector.resume();
        podWatches.resume();
        autoscalerWatches?.resume();
      },
    });
    for (const reflector of reflectors) reflector.start();

    return () => {
      heartbeat?.stop();
      cancelRelist?.();
      for (const cancel of cancelDoubtByResource.values()) cancel();
      for (const reflector of reflectors) reflector.stop();
    };
  }

  return {
    meter,
    podSource: podWatches,
    ...(autoscalerWatches !== undefined && { autoscalerSource: autoscalerWatches }),
    start,
  };
}

const UNKNOWN = { health: { kind: 'connecting' }, synced: false, done: 0 } as const satisfies Omit<
  ResourceProgress,
  'resource'
>;

/** A server that answers `/version` with a refusal is there all the same. */
function isAbsence(failure: Failure): boolean {
  return failure.kind === 'unanswered' || failure.kind === 'silent' || failure.kind === 'unauthorized';
}

function newestKubelet(hub: Hub): KubeVersion | undefined {
  return [...hub.state.nodes.objectByKey.values()]
    .flatMap((node: Node) => parseVersion(node.kubeletVersion) ?? [])
    .sort(compareVersions)
    .at(-1);
}
