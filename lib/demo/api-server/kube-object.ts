import { isRecord, type Json, text } from '#lib/to-model/json.ts';

export interface KubeOwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** `metadata` as the API server hands it out; times are RFC 3339 in whole seconds. */
export interface KubeMetadata {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly KubeOwnerReference[];
  readonly finalizers?: readonly string[];
}

/** One object as Kubernetes writes it in JSON. Stored objects are never changed, only replaced. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: KubeMetadata;
  readonly [field: string]: unknown;
}

/** Takes any JSON object for a Kubernetes object; what is no metadata reads as empty. */
export function asKubeObject(body: Json): KubeObject {
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {};
  return {
    ...body,
    apiVersion: text(body['apiVersion']),
    kind: text(body['kind']),
    metadata: { ...metadata, name: text(metadata['name']) },
  };
}

/** A copy whose metadata has the given fields; a field given as undefined is left out. */
export function withMetadata(
  object: KubeObject,
  fields: { readonly [Key in keyof KubeMetadata]?: KubeMetadata[Key] | undefined },
): KubeObject {
  const metadata: Record<string, unknown> = { ...object.metadata };
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) delete metadata[key];
    else metadata[key] = value;
  }
  return { ...object, metadata: { ...metadata, name: text(metadata['name']) } };
}

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
export function kubeTime(millis: number): string {
  return `${new Date(Math.floor(millis / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
