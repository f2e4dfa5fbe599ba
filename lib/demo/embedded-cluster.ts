import { writeFile } from 'node:fs/promises';
import { writeRulesOf } from '#lib/demo/api-rules.ts';
import { type ApiServer, startApiServer } from '#lib/demo/api-server/api-server.ts';
import { Registry } from '#lib/demo/api-server/registry.ts';
import {
  ENDPOINT_SLICES,
  NODES,
  PODS,
  type Resource,
  resourceOfKind,
  SERVICES,
} from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { type Clock, systemClock } from '#lib/demo/clock.ts';
import type { KubeletDelays } from '#lib/demo/controllers/controller-context.ts';
import { EventRecorder } from '#lib/demo/controllers/event-recorder.ts';
import { startControllers } from '#lib/demo/controllers/start-controllers.ts';
import { GuideTracker } from '#lib/demo/guide-tracker.ts';
import { kubeconfigText } from '#lib/demo/kubeconfig.ts';
import { clusterIn } from '#lib/demo/model-of.ts';
import { type Random, seededRandom } from '#lib/demo/random-names.ts';
import { findWorld } from '#lib/demo/worlds/find-world.ts';
import type { GuideContext, World } from '#lib/demo/worlds/world.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Guide } from '#lib/model/guide.ts';
import type { KubeVersion } from '#lib/model/version.ts';

export interface EmbeddedClusterOptions {
  /** A world's name, as `--world` and `--demo=` take it; the tutorial by default. */
  readonly world?: string;
  /** The world's own by default. */
  readonly version?: KubeVersion;
  /** Added to the world's own; of two that mean the same, these win. */
  readonly gates?: readonly GateOverride[];
  /** Controllers look again only when that minor's would. */
  readonly strict?: boolean;
  readonly port?: number;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly bookmarkMillis?: number;
  /** Pods start within 1 to 2 s and take 2 s to end, unless told otherwise. */
  readonly delays?: KubeletDelays;
}

export interface EmbeddedCluster {
  readonly url: string;
  readonly kubeconfigText: string;
  readonly world: World;
  readonly version: KubeVersion;
  /** What is in force: the world's gates and those asked for. */
  readonly gates: readonly GateOverride[];
  readonly strict: boolean;
  readonly registry: Registry;
  readonly apiServer: ApiServer;
  /** Writes the kubeconfig, readable by the user only. */
  writeKubeconfig(file: string): Promise<void>;
  /** The guide as far as it has been followed. */
  guide(): Guide;
  /** Hears of every step that has been done; answers how to hear no more. */
  onGuideChange(listener: () => void): () => void;
  stop(): Promise<void>;
}

/**
 * resourceVersions begin at the time since 2020, a hundred to the millisecond, so that a cluster that is started again
 * never repeats those of the last one: a client that resumes is told to list anew.
 */
const VERSION_EPOCH = Date.UTC(2020, 0);
const VERSIONS_PER_MILLISECOND = 100;
const SEED = 1;
/** What a guide's conditions look at. */
const SHOWN: readonly Resource[] = [NODES, SERVICES, ENDPOINT_SLICES, PODS];
const DELAYS: KubeletDelays = { startMillis: [1000, 2000], terminationMillis: 2000 };

/**
 * Starts a cluster in this process: an API server on loopback and the controllers behind it.
 *
 * @throws RangeError for a world that does not exist.
 * @throws Error when the port is taken.
 */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
  const world = findWorld(options.world ?? 'tutorial');
  const version = options.version ?? world.version;
  const gates = [...world.gates, ...(options.gates ?? [])];
  const clock = options.clock ?? systemClock;
  const random = options.random ?? seededRandom(SEED);
  const store = new Store(Math.floor(clock.now() - VERSION_EPOCH) * VERSIONS_PER_MILLISECOND);
  const registry = new Registry({ store, rules: writeRulesOf(version, gates), clock, random });
  for (const object of world.objects({ now: clock.now(), version, random })) {
    const resource = resourceOfKind(object.kind);
    if (resource === undefined) throw new TypeError(`Cannot build world ${world.name}: it has a ${object.kind}`);
    registry.create(resource, object);
  }
  const apiServer = await startApiServer({
    registry,
    version,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.bookmarkMillis === undefined ? {} : { bookmarkMillis: options.bookmarkMillis }),
  });
  const controllerGates = gatesInForce({ version, program: 'controller', overrides: gates });
  const strict = options.strict ?? false;
  const controllers = startControllers({
    registry,
    clock,
    random,
    events: new EventRecorder(registry),
    version,
    controllerRules: controllerRulesOf(version, controllerGates),
    replicaRules: replicaRulesOf(version, controllerGates),
    strict,
    delays: options.delays ?? DELAYS,
  });
  const guide = followGuide({ world, context: { version, gates, strict }, store, clock });
  const kubeconfig = kubeconfigText(apiServer.url);
  let kubeconfigFile = '';
  return {
    url: apiServer.url,
    kubeconfigText: kubeconfig,
    world,
    version,
    gates,
    strict,
    registry,
    apiServer,
    async writeKubeconfig(file) {
      await writeFile(file, kubeconfig, { mode: 0o600 });
      kubeconfigFile = file;
    },
    guide: () => guide.tracker.guide(kubeconfigFile),
    onGuideChange: guide.onChange,
    stop() {
      guide.stop();
      controllers.stop();
      return apiServer.stop();
    },
  };
}

interface GuideInput {
  readonly world: World;
  readonly context: GuideContext;
  readonly store: Store;
  readonly clock: Clock;
}

/** Looks at the cluster after every write; several writes at once are one look. */
function followGuide({ world, context, store, clock }: GuideInput) {
  const tracker = new GuideTracker(world, context);
  const listeners = new Set<() => void>();
  let cancel: (() => void) | undefined;
  const look = () => {
    cancel = undefined;
    const isNews = tracker.look(clusterIn(store, { ...context, now: clock.now() }));
    if (isNews) for (const listener of [...listeners]) listener();
  };
  const unsubscribe = store.subscribe(({ resource }) => {
    if (SHOWN.includes(resource)) cancel ??= clock.after(0, look);
  });
  return {
    tracker,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop() {
      unsubscribe();
      cancel?.();
    },
  };
}
