import type { Clock } from '#lib/demo/clock.ts';
import type { NamespacedName } from '#lib/model/names.ts';

/** What a registry needs to know of a topic. */
export interface Topic {
  /** Readers who stand at or after this sequence have missed nothing of the topic. */
  readonly recordedSince: number;
  stop(): void;
}

export interface TopicRequest {
  readonly key: NamespacedName;
  readonly recordedSince: number;
  /** False: as many are open as may cost anything, and this one goes without. */
  readonly hasRoom: boolean;
}

export interface TopicRegistryOptions<T extends Topic> {
  readonly clock: Clock;
  /** How many may cost something (a watch of pods) at once. */
  readonly room: number;
  /** How long a topic that nobody looks at any more is kept ready. */
  readonly lingerMillis: number;
  readonly create: (request: TopicRequest) => T;
}

/** The Services that somebody looks at, or looked at a moment ago. */
export interface TopicRegistry<T extends Topic> {
  readonly topicByKey: ReadonlyMap<NamespacedName, T>;
  /** Somebody looks at it from now on; `sequence` is what the hub has sent last. */
  open(key: NamespacedName, sequence: number): T;
  /** Nobody looks at it any more: it is dropped a while later, unless somebody comes back. */
  linger(key: NamespacedName): void;
  stop(): void;
}

/** When there is no room left, a topic that only lingers makes some first. */
export function createTopicRegistry<T extends Topic>(options: TopicRegistryOptions<T>): TopicRegistry<T> {
  const { clock, room, lingerMillis } = options;
  const topicByKey = new Map<NamespacedName, T>();
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
    if (topicByKey.size >= room && oldest !== undefined) drop(oldest);
  }

  return {
    topicByKey,
    open(key, sequence) {
      stay(key);
      const known = topicByKey.get(key);
      if (known !== undefined) return known;
      makeRoom();
      const topic = options.create({ key, recordedSince: sequence, hasRoom: topicByKey.size < room });
      topicByKey.set(key, topic);
      return topic;
    },
    linger(key) {
      stay(key);
      cancelLingerByKey.set(
        key,
        clock.after(lingerMillis, () => drop(key)),
      );
    },
    stop() {
      for (const key of [...topicByKey.keys()]) drop(key);
    },
  };
}
