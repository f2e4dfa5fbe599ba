import { writeFile } from 'node:fs/promises';
import { writeRulesOf } from '#lib/demo/api-rules.ts';
import { type ApiServer, startApiServer } from '#lib/demo/api-server/api-server.ts';
import { Registry } from '#lib/demo/api-server/registry.ts';
import { resourceOfKind } from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { type Clock, systemClock } from '#lib/demo/clock.ts';
import { kubeconfigText } from '#lib/demo/kubeconfig.ts';
import { type Random, seededRandom } from '#lib/demo/random-names.ts';
import { findWorld } from '#lib/demo/worlds/find-world.ts';
import type { World } from '#lib/demo/worlds/world.ts';
import type { GateOverride } from '#lib/model/gates.ts';
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
  stop(): Promise<void>;
}

/** resourceVersions begin at the seconds since 2020, so that a restarted cluster never repeats those of the last one. */
const VERSION_EPOCH_SECONDS = 1_577_836_800;
const SEED = 1;

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
  const store = new Store(Math.floor(clock.now() / 1000) - VERSION_EPOCH_SECONDS);
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
  const kubeconfig = kubeconfigText(apiServer.url);
  return {
    url: apiServer.url,
    kubeconfigText: kubeconfig,
    world,
    version,
    gates,
    strict: options.strict ?? false,
    registry,
    apiServer,
    writeKubeconfig: (file) => writeFile(file, kubeconfig, { mode: 0o600 }),
    stop: () => apiServer.stop(),
  };
}
