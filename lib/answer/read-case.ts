import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

/** A case's own fields, each read as the kind of object that stands there; all throw in one sentence on others. */
export function versionOf(source: Json): KubeVersion {
  const version = parseVersion(text(source['version']));
  if (version === undefined) throw fault(source, `version "${text(source['version'])}" is no Kubernetes version`);
  return version;
}

/** The gates in force; one that is missing does not exist in that version. */
export function gatesOf(source: Json): Readonly<Record<string, boolean>> {
  return record(source['gates']) as Readonly<Record<string, boolean>>;
}

export function serviceOf(source: Json): Service {
  return present(source, { field: 'service', object: toService(record(source['service'])) });
}

export function nodesOf(source: Json): readonly Node[] {
  return objectsOf(source, 'nodes', (object) => toNode(object, { keepLabel: () => true, keepImage: () => true }));
}

export function slicesOf(source: Json): readonly EndpointSlice[] {
  return objectsOf(source, 'slices', toEndpointSlice);
}

export function podsOf(source: Json, field = 'pods'): readonly Pod[] {
  return objectsOf(source, field, toPod);
}

function objectsOf<T>(source: Json, field: string, read: (object: Json) => T | undefined): readonly T[] {
  const value = source[field];
  if (value !== undefined && value !== null && !Array.isArray(value)) throw fault(source, `${field} is no list`);
  return list(value).map((object, index) =>
    present(source, { field: `${field}[${index}]`, object: read(record(object)) }),
  );
}

function present<T>(source: Json, { field, object }: { readonly field: string; readonly object: T | undefined }): T {
  if (object === undefined) throw fault(source, `${field} has no metadata.name`);
  return object;
}

export function fault(source: Json, why: string): Error {
  return new Error(`Cannot answer "${text(source['name'])}": ${why}`);
}
