import { type TopicId, topicIdsOf } from '#lib/server/hub/look.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';

/** All open streams, by what they look at, so that a topic costs its own readers only. */
export interface Audience {
  readonly size: number;
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
  /** The readers of a topic, or all; a copy, since pushing may cut a reader off. */
  of(topic?: TopicId): readonly Subscriber[];
  has(topic: TopicId): boolean;
  /** Streams of one client. */
  countOf(client: string): number;
}

export function createAudience(): Audience {
  const all = new Set<Subscriber>();
  const readersByTopic = new Map<TopicId, Set<Subscriber>>();
  const countByClient = new Map<string, number>();

  function count(client: string | undefined, by: number): void {
    if (client === undefined) return;
    const now = (countByClient.get(client) ?? 0) + by;
    if (now > 0) countByClient.set(client, now);
    else countByClient.delete(client);
  }

  return {
    get size() {
      return all.size;
    },
    add(subscriber) {
      if (all.has(subscriber)) return;
      all.add(subscriber);
      count(subscriber.client, 1);
      for (const topic of topicIdsOf(subscriber.look)) {
        const readers = readersByTopic.get(topic) ?? new Set();
        readersByTopic.set(topic, readers.add(subscriber));
      }
    },
    remove(subscriber) {
      if (!all.delete(subscriber)) return;
      count(subscriber.client, -1);
      for (const topic of topicIdsOf(subscriber.look)) {
        const readers = readersByTopic.get(topic);
        readers?.delete(subscriber);
        if (readers?.size === 0) readersByTopic.delete(topic);
      }
    },
    of: (topic) => [...(topic === undefined ? all : (readersByTopic.get(topic) ?? []))],
    has: (topic) => readersByTopic.has(topic),
    countOf: (client) => countByClient.get(client) ?? 0,
  };
}
