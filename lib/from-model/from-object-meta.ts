import type { EpochMillis, ObjectMeta, StringByKey } from '#lib/model/object-meta.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

export interface MetaFields {
  readonly labels?: StringByKey;
  readonly annotations?: StringByKey;
}

/** `metadata` with what is kept of it. */
export function fromObjectMeta(meta: ObjectMeta, { labels, annotations }: MetaFields = {}): Json {
  const { name, namespace, uid, creationTime, deletionTime } = meta;
  return defined({
    name,
    namespace: namespace === '' ? undefined : namespace,
    uid: uid === '' ? undefined : uid,
    creationTimestamp: timeText(creationTime),
    deletionTimestamp: timeText(deletionTime),
    labels: filled(labels),
    annotations: filled(annotations),
  });
}

export function timeText(time: EpochMillis | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** Neither a list nor a map is written when there is nothing in it. */
export function filled<T extends object>(value: T | undefined): T | undefined {
  return value !== undefined && Object.keys(value).length > 0 ? value : undefined;
}
