import type { NamespacedName } from '#lib/model/names.ts';

/** What a reader looks at, beside the nodes and rows that all get. */
export interface Look {
  /** The Service that is selected: itself, its slices and its pods. */
  readonly key?: NamespacedName;
  /** The Service whose endpoints are the clients behind a mix: its slices only. */
  readonly clients?: NamespacedName;
}

/** Names one topic among those that have readers of their own; nodes and rows go to everybody and have none. */
export type TopicId = `service ${NamespacedName}` | `clients ${NamespacedName}`;

export function serviceTopicId(key: NamespacedName): TopicId {
  return `service ${key}`;
}

export function clientsTopicId(key: NamespacedName): TopicId {
  return `clients ${key}`;
}

export function topicIdsOf({ key, clients }: Look): readonly TopicId[] {
  return [
    ...(key === undefined ? [] : [serviceTopicId(key)]),
    ...(clients === undefined ? [] : [clientsTopicId(clients)]),
  ];
}
