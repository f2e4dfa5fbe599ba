import { basename } from 'node:path';
import { systemClock } from '#lib/demo/clock.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { formatMoment } from '#lib/model/moment.ts';
import type { Pod } from '#lib/model/pod.ts';
import { isOpenToAll } from '#lib/server/auth-mode.ts';
import type { AutoscalerSource } from '#lib/server/hub/autoscaler-trail.ts';
import { createHub } from '#lib/server/hub/hub.ts';
import { newEpoch } from '#lib/server/hub/new-epoch.ts';
import type { PodSource } from '#lib/server/hub/service-topic.ts';
import { createWatchMeter } from '#lib/server/kube/watch-meter.ts';
import { readTextFile } from '#lib/server/read-text-file.ts';
import type { Shown, ShowRequest } from '#lib/server/shown.ts';
import type { StartOptions } from '#lib/server/start-options.ts';
import { readSnapshot } from '#lib/snapshot/read-snapshot.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import { rowOfFile, snapshotClusterInfo } from '#lib/snapshot/snapshot-state.ts';

/**
 * A cluster in a file in the place of a watched one: the hub is filled once, and its clock stands at the file's moment.
 *
 * @throws Error in one sentence with the file, the object and the field.
 */
export function showSnapshot({ options, build }: ShowRequest, file: string): Shown {
  const snapshot = openSnapshot(options, file);
  const { cluster } = snapshot;
  const name = basename(file);
  const info = snapshotClusterInfo(snapshot, name);
  const hub = createHub({
    clock: { ...systemClock, now: () => cluster.now },
    rowOf: rowOfFile(cluster),
    podSource: podsOf(cluster.pods),
    ...(cluster.autoscalers !== undefined && { autoscalerSource: autoscalersOf(cluster.autoscalers) }),
    build,
    epoch: newEpoch(),
    info: { ...info, ...(isOpenToAll(options) && { openToAll: true }) },
    status: { phase: 'live', since: cluster.now, done: 0, address: '', missing: [], skipped: 0 },
  });
  hub.state.nodes.replace(cluster.nodes);
  hub.state.services.replace(cluster.services);
  hub.state.slices.replace(cluster.slices);
  hub.setReady({ version: cluster.version, gateOverrides: cluster.gateOverrides, missing: [] });
  return {
    hub,
    meter: createWatchMeter(),
    watching: `the snapshot ${file} of ${formatMoment(cluster.now)}`,
    contextName: info.contextName,
    async stop() {
      hub.close();
    },
  };
}

/** @throws Error in one sentence: before anything is built or started, as for a kubeconfig. */
export function openSnapshot(options: Pick<StartOptions, 'version' | 'gates'>, file: string): Snapshot {
  const { version, gates } = options;
  return readSnapshot(readTextFile(file), file, {
    now: systemClock.now(),
    ...(version !== undefined && { version }),
    ...(gates.length > 0 && { gates }),
  });
}

function podsOf(pods: readonly Pod[]): PodSource {
  return {
    watch({ namespace, matchLabels }, sink) {
      const selected = pods.filter((pod) => pod.namespace === namespace && matches(pod, matchLabels));
      sink.replace(selected);
      sink.state(selected.length > 0 ? 'watched' : 'not-kept');
      return () => undefined;
    },
  };
}

function autoscalersOf(autoscalers: readonly HorizontalPodAutoscaler[]): AutoscalerSource {
  return {
    watch({ namespace }, sink) {
      sink.replace(autoscalers.filter((autoscaler) => autoscaler.namespace === namespace));
      sink.state('watched');
      return () => undefined;
    },
  };
}

function matches(pod: Pod, matchLabels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => pod.labels[key] === value);
}
