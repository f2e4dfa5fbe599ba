import type { Clock } from '#lib/demo/clock.ts';
import type { AutoscalersState } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { ObjectSink } from '#lib/server/hub/object-sink.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { createReflector, type Reflector } from '#lib/server/kube/reflector.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import type { WatchMeter } from '#lib/server/kube/watch-meter.ts';
import type { ResourceScope, WatchedResource } from '#lib/server/kube/watched-resource.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface ObjectWatchesOptions<T> {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter?: WatchMeter;
  readonly resource: WatchedResource;
  readonly project: (object: Json) => T | undefined;
  /** Called for each object read, before anybody else sees it. */
  readonly onObject?: (object: T) => void;
}

/** How a watch on demand stands: the states that pods and autoscalers share. */
export type ObjectsState = AutoscalersState;

export interface ObjectWatches<T> {
  readonly count: number;
  /** Watches the objects of a scope until the returned function is called. */
  watch(scope: Omit<ResourceScope, 'resource'>, sink: ObjectSink<T, ObjectsState>): () => void;
  /** Opens all of them anew. */
  resume(): void;
}

/** One reflector for what is looked at of a kind, such as the pods of a Service; closed when nobody looks any more. */
export function createObjectWatches<T extends object>(options: ObjectWatchesOptions<T>): ObjectWatches<T> {
  const { client, clock, random, meter, resource, project, onObject } = options;
  const reflectors = new Set<Reflector>();
  return {
    get count() {
      return reflectors.size;
    },
    resume() {
      for (const reflector of reflectors) reflector.resume();
    },
    watch(scope, sink) {
      let synced = false;
      const seen = (object: T): T => {
        onObject?.(object);
        return object;
      };
      const reflector = createReflector<T>({
        client,
        clock,
        random,
        ...(meter !== undefined && { meter }),
        scope: { resource, ...scope },
        project,
        sink: {
          replace(objects) {
            synced = true;
            sink.replace(objects.map(seen));
            sink.state('watched');
          },
          upsert: (object) => sink.upsert(seen(object)),
          remove: sink.remove,
          health: (health) => sink.state(stateOf(health, synced)),
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

function stateOf(health: ReflectorHealth, synced: boolean): ObjectsState {
  if (health.kind === 'failing') return health.failure.kind === 'forbidden' ? 'forbidden' : 'failed';
  return synced ? 'watched' : 'loading';
}
