import type { Clock } from '#lib/demo/clock.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import {
  createServiceTopic,
  type PodSource,
  type ServiceNow,
  type ServiceTopic,
} from '#lib/server/hub/service-topic.ts';

export interface TopicRegistryOptions {
  readonly clock: Clock;
  readonly limits: Pick<HubLimits, 'podWatches' | 'lingerMillis'>;
  readonly podSource: PodSource;
  readonly serviceNow: (key: NamespacedName) => ServiceNow;
  readonly onChange: () => void;
}

/** The Services that somebody looks at, or looked at a moment ago. */
export interface TopicRegistry {
  readonly topicByKey: ReadonlyMap<NamespacedName, ServiceTopic>;
  /** Somebody looks at it from now on; `sequence` is what the hub has sent last. */
  open(key: NamespacedName, sequence: number): ServiceTopic;
  /** Nobody looks at it any more: it is dropped a while later, unless somebody comes back. */
  linger(key: NamespacedName): void;
  stop(): void;
}

/** A Service beyond the limit of pod watches goes without pods; one that only lingers makes room first. */
export function createTopicRegistry(options: TopicRegistryOptions): TopicRegistry {
  const { clock, limits } = options;
  const topicByKey = new Map<NamespacedName, ServiceTopic>();
  const cancelLingerByKey = new Map<NamespacedName, () => void>();

  function stay(key: NamespacedName): void {
    cancelLingerByKey.get(key)?.();
    cancelLingerByKey.delete(key);
  }

  function drop(key: NamespacedName): void {
    stay(key);
    topicByKey.get(key)?.stop();
    topicByKey.delete(key);
  }

  function makeRoom(): void {
    const [oldest] = cancelLingerByKey.keys();
    if (topicByKey.size >= limits.podWatches && oldest !== undefined) drop(oldest);
  }

  return {
    topicByKey,
    open(key, sequence) {
      stay(key);
      const known = topicByKey.get(key);
      if (known !== undefined) return known;
      makeRoom();
      const topic = createServiceTopic({
        key,
        recordedSince: sequence,
        now: options.serviceNow(key),
        podSource: topicByKey.size < limits.podWatches ? options.podSource : undefined,
        onChange: options.onChange,
      });
      topicByKey.set(key, topic);
      return topic;
    },
    linger(key) {
      stay(key);
      cancelLingerByKey.set(
        key,
        clock.after(limits.lingerMillis, () => drop(key)),
      );
    },
    stop() {
      for (const key of [...topicByKey.keys()]) drop(key);
    },
  };
}
