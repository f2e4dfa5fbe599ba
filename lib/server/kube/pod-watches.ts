import type { Clock } from '#lib/demo/clock.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { PodSource } from '#lib/server/hub/service-topic.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { createReflector, type Reflector } from '#lib/server/kube/reflector.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import type { WatchMeter } from '#lib/server/kube/watch-meter.ts';
import { toPod } from '#lib/to-model/pod.ts';
import type { PodsState } from '#lib/wire/wire-state.ts';

export interface PodWatchesOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter?: WatchMeter;
  /** Called for each pod read, before anybody else sees it. */
  readonly onPod: (pod: Pod) => void;
}

export interface PodWatches extends PodSource {
  readonly count: number;
  /** Opens all of them anew. */
  resume(): void;
}

/** One reflector for the pods of each Service that is looked at; closed when nobody looks any more. */
export function createPodWatches({ client, clock, random, meter, onPod }: PodWatchesOptions): PodWatches {
  const reflectors = new Set<Reflector>();
  return {
    get count() {
      return reflectors.size;
    },
    resume() {
      for (const reflector of reflectors) reflector.resume();
    },
    watch(request, sink) {
      let synced = false;
      const seen = (pod: Pod): Pod => {
        onPod(pod);
        return pod;
      };
      const reflector = createReflector<Pod>({
        client,
        clock,
        random,
        ...(meter !== undefined && { meter }),
        scope: { resource: 'pods', ...request },
        project: toPod,
        sink: {
          replace(pods) {
            synced = true;
            sink.replace(pods.map(seen));
            sink.state('watched');
          },
          upsert: (pod) => sink.upsert(seen(pod)),
          remove: sink.remove,
          health: (health) => sink.state(podsStateOf(health, synced)),
          skipped: () => undefined,
          healed: () => undefined,
        },
      });
      reflectors.add(reflector);
      reflector.start();
      return () => {
        reflectors.delete(reflector);
        reflector.stop();
      };
    },
  };
}

function podsStateOf(health: ReflectorHealth, synced: boolean): PodsState {
  if (health.kind === 'failing') return health.failure.kind === 'forbidden' ? 'forbidden' : 'failed';
  return synced ? 'watched' : 'loading';
}
