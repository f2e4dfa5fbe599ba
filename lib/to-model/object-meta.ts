import type { ObjectMeta } from '#lib/model/object-meta.ts';
import { defined, type Json, optionalTime, record, text } from '#lib/to-model/json.ts';

/** The kept part of `metadata`; undefined when there is no metadata or no name, which no real object lacks. */
export function toObjectMeta(object: Json): ObjectMeta | undefined {
  const metadata = record(object['metadata']);
  const name = text(metadata['name']);
  if (name === '') return undefined;
  return defined({
    name,
    namespace: text(metadata['namespace']),
    uid: text(metadata['uid']),
    creationTime: optionalTime(metadata['creationTimestamp']),
    deletionTime: optionalTime(metadata['deletionTimestamp']),
  });
}
