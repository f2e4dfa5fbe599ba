import { type Json, record, text } from '#lib/to-model/json.ts';

/** Everything of one kind while it is being read: shown when it is complete, never half. */
export interface Snapshot<T> {
  readonly objectByKey: Map<string, T>;
  /** Of each object that the server holds, also of those that could not be projected. */
  readonly versionByKey: Map<string, string>;
}

export function emptySnapshot<T>(): Snapshot<T> {
  return { objectByKey: new Map(), versionByKey: new Map() };
}

/** `namespace/name` and the version of an object as the API server sends it; undefined when it lacks either. */
export function placeOf(object: Json): { readonly key: string; readonly version: string } | undefined {
  const metadata = record(object['metadata']);
  const name = text(metadata['name']);
  const version = text(metadata['resourceVersion']);
  return name === '' || version === '' ? undefined : { key: `${text(metadata['namespace'])}/${name}`, version };
}
