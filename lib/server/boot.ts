import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#lib/demo/clock.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import { createViewers } from '#lib/server/auth/viewers.ts';
import { isLoopbackHost, isOpenToAll } from '#lib/server/auth-mode.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import { newEpoch } from '#lib/server/hub/new-epoch.ts';
import { createClusterWatch } from '#lib/server/kube/cluster-watch.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { listAutoscalers } from '#lib/server/kube/list-autoscalers.ts';
import { listPods } from '#lib/server/kube/list-pods.ts';
import { loadKubeconfig } from '#lib/server/kube/load-kubeconfig.ts';
import { resolveSource, type Source } from '#lib/server/kube/resolve-source.ts';
import { createReviewClient } from '#lib/server/kube/review-client.ts';
import { createLog } from '#lib/server/log/log.ts';
import { measureLoopLag } from '#lib/server/loop-lag.ts';
import { claimBoot, type Running, releaseBoot, setRunning } from '#lib/server/running.ts';
import { showSnapshot } from '#lib/server/show-snapshot.ts';
import type { Booted, BootOptions, Shown, ShowRequest } from '#lib/server/shown.ts';
import type { StartOptions } from '#lib/server/start-options.ts';
import type { ClusterInfo } from '#lib/wire/watched-cluster.ts';

type ClusterSource = Exclude<Source, { kind: 'demo' }>;

/**
 * Starts all that runs beside Next: the embedded cluster if that is what is watched, the watch, and the hub, which is
 * then found by `getRunning()`. It does not wait for the cluster: one that cannot be reached is no reason not to start.
 *
 * @throws Error in one sentence when there is nothing to watch (see resolveSource) or no such world.
 */
export async function boot(options: BootOptions): Promise<Booted> {
  // Next calls `register` while this is still under way: it must not start a second watch.
  claimBoot();
  try {
    return await startAll(options);
  } catch (error) {
    releaseBoot();
    throw error;
  }
}

async function startAll({
  options,
  build,
  log = createLog({ level: options.logLevel }),
}: BootOptions): Promise<Booted> {
  const request = { options, build, log };
  const { snapshot } = options;
  const { hub, meter, viewers, listPods, listAutoscalers, stop, ...booted } =
    snapshot === undefined ? await startWatching(request) : showSnapshot(request, snapshot);
  const lag = measureLoopLag();
  const running: Running = {
    hub,
    log,
    meter,
    build,
    allowedHosts: allowedHostsOf(options),
    ...(viewers !== undefined && { viewers }),
    ...(listPods !== undefined && { listPods }),
    ...(listAutoscalers !== undefined && { listAutoscalers }),
    lagMillis: lag.worstMillis,
    async close() {
      setRunning(undefined);
      await stop();
      lag.stop();
      releaseBoot();
    },
  };
  setRunning(running);
  return { running, ...booted };
}

async function startWatching({ options, build, log }: ShowRequest): Promise<Shown> {
  const source = resolveSource(options);
  if (source.kind === 'demo' && options.auth === 'token') {
    throw new Error('Cannot start: --auth token asks an API server, and no kubeconfig or ServiceAccount was found');
  }
  const demo = source.kind === 'demo' ? await startDemo(options) : undefined;
  const watched = demo?.source ?? (source as ClusterSource);
  const client = createKubeClient(watched.load);
  const namespace = options.namespace === undefined ? {} : { namespace: options.namespace };
  const gateOverrides = demo?.cluster.gates ?? options.gates;
  const watch = createClusterWatch({
    client,
    clock: systemClock,
    random: Math.random,
    gateOverrides,
    ...namespace,
    autoscalers: options.watchHpa || demo !== undefined,
    ...(demo === undefined && options.version !== undefined && { version: options.version }),
  });
  const info: ClusterInfo = {
    source: source.kind,
    contextName: watched.contextName,
    user: watched.user,
    server: client.address,
    insecure: watched.insecure,
    versionText: '',
    versionOverridden: false,
    gateOverrides,
    ...(isOpenToAll(options) && { openToAll: true }),
    ...(options.auth === 'token' && { asksForToken: true }),
    ...namespace,
    ...(demo !== undefined && { demo: demo.cluster.guide() }),
  };
  const hub = createHub({
    clock: systemClock,
    rowOf,
    podSource: watch.podSource,
    ...(watch.autoscalerSource !== undefined && { autoscalerSource: watch.autoscalerSource }),
    build,
    epoch: newEpoch(),
    info,
    status: {
      phase: 'connecting',
      since: systemClock.now(),
      done: 0,
      address: client.address,
      missing: [],
      skipped: 0,
    },
    onStatus: ({ phase, said, missing }) =>
      log.info({ phase, said, missing: missing.map(({ verb, resource }) => `${verb} ${resource}`) }, 'The watch'),
  });
  const stopGuide = demo?.cluster.onGuideChange(() => hub.setInfo({ ...hub.info, demo: demo.cluster.guide() }));
  const stopWatch = watch.start(hub);
  const viewers =
    options.auth === 'token'
      ? createViewers({
          reviews: createReviewClient(watched.load),
          clock: systemClock,
          namespaces: () => (hub.ready ? namespacesOf(hub) : undefined),
          autoscalers: options.watchHpa,
        })
      : undefined;
  return {
    hub,
    meter: watch.meter,
    listPods: (services, limits) => listPods({ client, services, ...namespace, ...limits }),
    ...(watch.autoscalerSource !== undefined && {
      listAutoscalers: (signal) => listAutoscalers({ client, signal, ...namespace }),
    }),
    ...(viewers !== undefined && { viewers }),
    watching:
      demo === undefined
        ? `context ${watched.contextName} (${client.address})`
        : `the embedded cluster "${demo.cluster.world.name}" (${client.address})`,
    as: watched.user,
    contextName: watched.contextName,
    ...(demo !== undefined && { kubeconfigExport: `export KUBECONFIG=${demo.kubeconfig}` }),
    async stop() {
      stopWatch();
      stopGuide?.();
      hub.close();
      viewers?.close();
      await demo?.stop();
    },
  };
}

interface Demo {
  readonly cluster: EmbeddedCluster;
  readonly kubeconfig: string;
  readonly source: ClusterSource;
  stop(): Promise<void>;
}

/** The embedded cluster, with a kubeconfig for it in a folder of its own that goes with it. */
async function startDemo(options: StartOptions): Promise<Demo> {
  const { demo = '', version, gates, strict } = options;
  const cluster = await startEmbeddedCluster({
    ...(demo !== '' && { world: demo }),
    ...(version !== undefined && { version }),
    gates,
    strict,
  });
  const folder = await mkdtemp(join(tmpdir(), 'zonescope-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await cluster.writeKubeconfig(kubeconfig);
  const load = () => loadKubeconfig({ files: [kubeconfig] });
  const { currentContext } = load();
  return {
    cluster,
    kubeconfig,
    source: { kind: 'kubeconfig', load, contextName: currentContext, user: currentContext, insecure: false },
    async stop() {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Of the Services that are known: where there is none there is nothing to see. */
function namespacesOf(hub: Hub): readonly string[] {
  return [...new Set([...hub.state.services.objectByKey.values()].map(({ namespace }) => namespace))];
}

/** The address that somebody asked to listen on is no foreign name; one that means all addresses is no name at all. */
export function allowedHostsOf({ host, allowedHosts }: Pick<StartOptions, 'host' | 'allowedHosts'>): readonly string[] {
  const isAny = host === '0.0.0.0' || host === '::';
  return isAny || isLoopbackHost(host)
    ? allowedHosts
    : [host.includes(':') ? `[${host}]` : host.toLowerCase(), ...allowedHosts];
}
