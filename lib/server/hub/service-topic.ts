import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type NamespacedName, parseServiceKey } from '#lib/model/names.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import { type AutoscalerSource, createAutoscalerTrail } from '#lib/server/hub/autoscaler-trail.ts';
import { createKindStore } from '#lib/server/hub/kind-store.ts';
import type { ObjectSink } from '#lib/server/hub/object-sink.ts';
import { createSliceTrail } from '#lib/server/hub/slice-trail.ts';
import { type ByName, byName, changesOf, sortedValues } from '#lib/wire/changes.ts';
import { isSame } from '#lib/wire/merge-patch.ts';
import type { TopicChanges } from '#lib/wire/message.ts';
import type { PodsState } from '#lib/wire/watched-cluster.ts';
import type { SelectedService } from '#lib/wire/wire-state.ts';

/** Where the pods behind a Service come from. */
export interface PodSource {
  /** Watches the pods of a selector until the returned function is called. */
  watch(request: PodRequest, sink: PodSink): () => void;
}

export interface PodRequest {
  readonly namespace: string;
  readonly matchLabels: NonNullable<Service['selector']>;
}

export type PodSink = ObjectSink<Pod, PodsState>;

/** What is current of the Service, beside its pods. */
export interface ServiceNow {
  readonly service: Service | undefined;
  readonly slices: readonly EndpointSlice[];
}

/** One Service that somebody looks at: what its readers hold, and what it has become since. */
export interface ServiceTopic {
  readonly key: NamespacedName;
  /** Readers who stand at or after this sequence have missed nothing of the topic. */
  readonly recordedSince: number;
  /** What readers hold who have read everything. */
  readonly sent: Omit<SelectedService, 'timeline'>;
  readonly pods: ReadonlyMap<string, Pod>;
  /** Pods or their autoscalers, or how these stand, have changed since the last call of `changes`. */
  readonly isDirty: boolean;
  /** What changed since the last call, but for the key; undefined when nothing did. */
  changes(now: ServiceNow, timeline: readonly TimelineEntry[]): TopicChanges | undefined;
  stop(): void;
}

export interface ServiceTopicOptions {
  readonly key: NamespacedName;
  readonly recordedSince: number;
  readonly now: ServiceNow;
  /** Undefined: too many Services are looked at, and this one goes without its pods. */
  readonly podSource: PodSource | undefined;
  /** Undefined: autoscalers are not read, or there are too many Services for these as well. */
  readonly autoscalerSource?: AutoscalerSource | undefined;
  readonly onChange: () => void;
}

export function createServiceTopic(options: ServiceTopicOptions): ServiceTopic {
  const { key, podSource, autoscalerSource, onChange } = options;
  const { namespace = '' } = parseServiceKey(key) ?? {};
  let podsState: PodsState = 'loading';
  let sentPodsState: PodsState = podsState;
  let sentService = options.now.service;
  const slices = createSliceTrail(options.now.slices);
  let sentPodByName: ByName<Pod> = new Map();
  let watched: PodRequest | undefined;
  let release: (() => void) | undefined;
  const dirtyPods = new Set<string>();
  const pods = createKindStore<Pod>({
    keyOf: (pod) => pod.name,
    onChange(name) {
      dirtyPods.add(name);
      onChange();
    },
  });

  function setPodsState(state: PodsState): void {
    if (podsState === state) return;
    podsState = state;
    onChange();
  }

  /** Follows the selector: another one is another set of pods. */
  function followSelector(service: Service | undefined): void {
    const matchLabels = service?.selector ?? {};
    const request = Object.keys(matchLabels).length === 0 ? undefined : { namespace, matchLabels };
    if (release !== undefined && watched !== undefined && request !== undefined && isSame(watched, request)) return;
    release?.();
    release = undefined;
    watched = request;
    pods.replace([]);
    if (request === undefined) setPodsState(service === undefined ? 'loading' : 'no-selector');
    else if (podSource === undefined) setPodsState('limit');
    else {
      setPodsState('loading');
      release = watchPods(podSource, request);
    }
  }

  /** Events of a selector that is no longer followed may still be under way; they are not let in. */
  function watchPods(source: PodSource, request: PodRequest): () => void {
    let following = true;
    const guarded =
      <A extends readonly unknown[]>(run: (...values: A) => void) =>
      (...values: A) => {
        if (following) run(...values);
      };
    const stop = source.watch(request, {
      replace: guarded(pods.replace),
      upsert: guarded(pods.upsert),
      remove: guarded(pods.remove),
      state: guarded(setPodsState),
    });
    return () => {
      following = false;
      stop();
    };
  }

  const autoscaling = autoscalerSource && createAutoscalerTrail({ source: autoscalerSource, namespace, onChange });
  followSelector(options.now.service);
  sentPodsState = podsState;

  return {
    key,
    recordedSince: options.recordedSince,
    pods: pods.objectByKey,
    get isDirty() {
      return dirtyPods.size > 0 || podsState !== sentPodsState || autoscaling?.isDirty === true;
    },
    get sent() {
      return {
        key,
        ...(sentService !== undefined && { service: sentService }),
        slices: slices.sent,
        pods: sortedValues(sentPodByName),
        podsState: sentPodsState,
        ...(autoscaling !== undefined && { autoscaling: autoscaling.sent }),
      };
    },
    changes(now, timeline) {
      if (now.service !== sentService) followSelector(now.service);
      const serviceName = key.slice(namespace.length + 1);
      const services = changesOf([serviceName], asMap(sentService), asMap(now.service));
      const sliceChanges = slices.changes(now.slices);
      const podChanges = changesOf(dirtyPods, sentPodByName, pods.objectByKey);
      const state = podsState === sentPodsState ? undefined : podsState;
      sentService = now.service;
      if (dirtyPods.size > 0) sentPodByName = new Map(pods.objectByKey);
      dirtyPods.clear();
      sentPodsState = podsState;
      const delta = {
        ...(services !== undefined && { services }),
        ...(sliceChanges !== undefined && { slices: sliceChanges }),
        ...(podChanges !== undefined && { pods: podChanges }),
        ...(state !== undefined && { podsState: state }),
        ...autoscaling?.changes([...pods.objectByKey.values()]),
        ...(timeline.length > 0 && { timeline }),
      };
      return Object.keys(delta).length === 0 ? undefined : delta;
    },
    stop() {
      release?.();
      release = undefined;
      autoscaling?.stop();
    },
  };
}

function asMap(service: Service | undefined): ByName<Service> {
  return service === undefined ? new Map() : byName([service]);
}
