import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import { type Look, type TopicId, topicIdsOf } from '#lib/server/hub/look.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';

/** The readers who look at the same, and so are sent the same. */
export interface Group {
  readonly look: Look;
  readonly readers: ReadonlySet<Subscriber>;
}

/** All open streams, by what they look at. */
export interface Audience {
  readonly size: number;
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
  /** A copy, since pushing may cut a reader off. */
  all(): readonly Subscriber[];
  /** One for each thing, or pair of things, that somebody looks at; a copy. */
  groups(): readonly Group[];
  has(topic: TopicId): boolean;
  /** Streams of one client. */
  countOf(client: string): number;
  /** Whether there are as many streams as there may be, in all or of this client. */
  isFull(limits: Pick<HubLimits, 'subscribers' | 'subscribersPerClient'>, client: string | undefined): boolean;
}

export function createAudience(): Audience {
  const all = new Set<Subscriber>();
  const groupByLook = new Map<string, { readonly look: Look; readonly readers: Set<Subscriber> }>();
  const readersByTopic = new Map<TopicId, number>();
  const countByClient = new Map<string, number>();

  function count<Key>(countByKey: Map<Key, number>, key: Key, by: number): void {
    const now = (countByKey.get(key) ?? 0) + by;
    if (now > 0) countByKey.set(key, now);
    else countByKey.delete(key);
  }

  function countReader({ client, look }: Subscriber, by: 1 | -1): void {
    if (client !== undefined) count(countByClient, client, by);
    for (const topic of topicIdsOf(look)) count(readersByTopic, topic, by);
  }

  function countOf(client: string): number {
    return countByClient.get(client) ?? 0;
  }

  return {
    get size() {
      return all.size;
    },
    add(subscriber) {
      if (all.has(subscriber)) return;
      all.add(subscriber);
      countReader(subscriber, 1);
      const { look } = subscriber;
      const group = groupByLook.get(lookId(look)) ?? { look, readers: new Set() };
      group.readers.add(subscriber);
      groupByLook.set(lookId(look), group);
    },
    remove(subscriber) {
      if (!all.delete(subscriber)) return;
      countReader(subscriber, -1);
      const id = lookId(subscriber.look);
      const readers = groupByLook.get(id)?.readers;
      readers?.delete(subscriber);
      if (readers?.size === 0) groupByLook.delete(id);
    },
    all: () => [...all],
    groups: () => [...groupByLook.values()],
    has: (topic) => readersByTopic.has(topic),
    countOf,
    isFull: ({ subscribers, subscribersPerClient }, client) =>
      all.size >= subscribers || (client !== undefined && countOf(client) >= subscribersPerClient),
  };
}

function lookId(look: Look): string {
  return topicIdsOf(look).join(' ');
}
