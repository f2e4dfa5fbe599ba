import type { Clock } from '#lib/demo/clock.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';
import type { Audience } from '#lib/server/hub/audience.ts';
import type { AutoscalerSource } from '#lib/server/hub/autoscaler-trail.ts';
import { createClientsTopic } from '#lib/server/hub/clients-topic.ts';
import type { ClusterState } from '#lib/server/hub/cluster-state.ts';
import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import { clientsTopicId, type Look, serviceTopicId, type TopicId } from '#lib/server/hub/look.ts';
import { createServiceTopic, type PodSource, type ServiceNow } from '#lib/server/hub/service-topic.ts';
import { createTopicRegistry } from '#lib/server/hub/topic-registry.ts';
import type { SnapshotHead, TopicChanges } from '#lib/wire/message.ts';
import type { SnapshotContent } from '#lib/wire/snapshot-parts.ts';

export interface HubTopicsOptions {
  readonly clock: Clock;
  readonly limits: Pick<HubLimits, 'podWatches' | 'subscribers' | 'lingerMillis'>;
  readonly state: ClusterState;
  readonly podSource: PodSource;
  /** Absent: autoscalers are not read. */
  readonly autoscalerSource?: AutoscalerSource | undefined;
  readonly onChange: () => void;
}

/** What a snapshot holds of the Services that its reader looks at. */
export interface LookContent
  extends Pick<SnapshotContent, 'service' | 'slices' | 'pods' | 'autoscalers' | 'clientSlices'> {
  readonly head: Pick<SnapshotHead, 'key' | 'clients' | 'podsState' | 'autoscalersState'>;
}

/** All that somebody looks at: selected Services with their pods, and Services behind client mixes. */
export interface HubTopics {
  readonly size: number;
  /** Keys of the Services that are selected. */
  services(): Iterable<NamespacedName>;
  /** Somebody looks from now on; `sequence` is what the hub has sent last. */
  open(look: Look, sequence: number): void;
  /** Somebody has stopped looking; what nobody of `audience` looks at is dropped a while later. */
  leave(look: Look, audience: Audience): void;
  /** What changed since the last call, of each topic that did. */
  changes(
    dirtyServices: Pick<ReadonlySet<NamespacedName>, 'has'>,
    entryByKey: ReadonlyMap<NamespacedName, TimelineEntry>,
  ): Generator<TopicChanges, void, undefined>;
  /** True when who holds `held` as of `sequence` needs deltas alone for what is in `look`. */
  isHeld(look: Look, held: Look | undefined, sequence: number): boolean;
  contentOf(look: Look): LookContent;
  pods(): readonly Pod[];
  /** Of those pods' owners. */
  autoscalers(): readonly HorizontalPodAutoscaler[];
  stop(): void;
}

export function createHubTopics(options: HubTopicsOptions): HubTopics {
  const { clock, limits, state, podSource, autoscalerSource, onChange } = options;
  const { lingerMillis } = limits;
  const services = createTopicRegistry({
    clock,
    lingerMillis,
    room: limits.podWatches,
    create: ({ key, recordedSince, hasRoom }) =>
      createServiceTopic({
        key,
        recordedSince,
        now: serviceNow(key),
        podSource: hasRoom ? podSource : undefined,
        autoscalerSource: hasRoom ? autoscalerSource : undefined,
        onChange,
      }),
  });
  const mixes = createTopicRegistry({
    clock,
    lingerMillis,
    room: limits.subscribers,
    create: ({ key, recordedSince }) => createClientsTopic({ key, recordedSince, slices: state.slicesOf(key) }),
  });

  function serviceNow(key: NamespacedName): ServiceNow {
    return { service: state.services.objectByKey.get(key), slices: state.slicesOf(key) };
  }

  return {
    get size() {
      return services.topicByKey.size + mixes.topicByKey.size;
    },
    services: () => services.topicByKey.keys(),
    open({ key, clients }, sequence) {
      if (key !== undefined) services.open(key, sequence);
      if (clients !== undefined) mixes.open(clients, sequence);
    },
    leave({ key, clients }, audience) {
      if (key !== undefined && !audience.has(serviceTopicId(key))) services.linger(key);
      if (clients !== undefined && !audience.has(clientsTopicId(clients))) mixes.linger(clients);
    },
    *changes(dirtyServices, entryByKey) {
      for (const [key, topic] of services.topicByKey) {
        const entry = entryByKey.get(key);
        if (entry === undefined && !topic.isDirty && !dirtyServices.has(key)) continue;
        const changes = topic.changes(serviceNow(key), entry === undefined ? [] : [entry]);
        if (changes !== undefined) yield { ...changes, key };
      }
      for (const [key, topic] of mixes.topicByKey) {
        const slices = dirtyServices.has(key) ? topic.changes(state.slicesOf(key)) : undefined;
        if (slices !== undefined) yield { slices, clients: key };
      }
    },
    isHeld({ key, clients }, held, sequence) {
      const isRecorded = (topic: { readonly recordedSince: number } | undefined): boolean =>
        topic !== undefined && topic.recordedSince <= sequence;
      return (
        (key === undefined || (held?.key === key && isRecorded(services.topicByKey.get(key)))) &&
        (clients === undefined || (held?.clients === clients && isRecorded(mixes.topicByKey.get(clients))))
      );
    },
    contentOf({ key, clients }) {
      const sent = key === undefined ? undefined : services.topicByKey.get(key)?.sent;
      return {
        head: {
          ...(sent !== undefined && { key: sent.key, podsState: sent.podsState }),
          ...(sent?.autoscaling !== undefined && { autoscalersState: sent.autoscaling.state }),
          ...(clients !== undefined && { clients }),
        },
        ...(sent?.service !== undefined && { service: sent.service }),
        slices: sent?.slices ?? [],
        pods: sent?.pods ?? [],
        autoscalers: sent?.autoscaling?.autoscalers ?? [],
        clientSlices: clients === undefined ? [] : (mixes.topicByKey.get(clients)?.sent ?? []),
      };
    },
    pods: () => [...services.topicByKey.values()].flatMap((topic) => [...topic.pods.values()]),
    autoscalers: () => [...services.topicByKey.values()].flatMap((topic) => topic.sent.autoscaling?.autoscalers ?? []),
    stop() {
      services.stop();
      mixes.stop();
    },
  };
}

/** The topic that changes belong to; undefined for nodes and rows. */
export function topicOf({ key, clients }: TopicChanges): TopicId | undefined {
  if (clients !== undefined) return clientsTopicId(clients);
  return key === undefined ? undefined : serviceTopicId(key);
}
