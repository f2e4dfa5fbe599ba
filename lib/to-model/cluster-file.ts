import type { z } from 'zod';
import type { ModelObject } from '#lib/model/cluster.ts';
import { FileError } from '#lib/model/file-error.ts';
import { HEADER_SCHEMA, SCHEMA_BY_KIND } from '#lib/to-model/file-schemas.ts';
import { isRecord, type Json, list, record, text } from '#lib/to-model/json.ts';
import { toModelObject } from '#lib/to-model/model-object.ts';

export type ClusterFileHeader = z.infer<typeof HEADER_SCHEMA>;

export interface ClusterFile {
  readonly header: ClusterFileHeader;
  readonly objects: readonly ModelObject[];
  /** Kinds that Zonescope does not look at, with how many of them were left out. */
  readonly skippedByKind: ReadonlyMap<string, number>;
}

/** What prints all that is read. */
export const KUBECTL_LIST = 'kubectl get nodes,services,endpointslices,pods -A -o json';

/**
 * A cluster in a file: a Kubernetes `List` as `kubectl get nodes,services,endpointslices,pods -A -o json` prints it,
 * optionally with a `zonescope` header.
 *
 * @param name the file's name, for errors.
 * @throws FileError in one sentence with the file, the object and the field.
 */
export function parseClusterFile(content: string, name: string): ClusterFile {
  const file = parseJson(content, name);
  const header = HEADER_SCHEMA.safeParse(file['zonescope'] ?? {});
  if (!header.success) throw wrong(name, 'zonescope', header.error);
  const items = itemsOf(file, name);
  const skippedByKind = new Map<string, number>();
  const seen = new Set<string>();
  const objects = items.flatMap(({ kind, object, place }) => {
    const schema = SCHEMA_BY_KIND.get(kind);
    if (schema === undefined) {
      skippedByKind.set(kind, (skippedByKind.get(kind) ?? 0) + 1);
      return [];
    }
    const checked = schema.safeParse(object);
    if (!checked.success) throw wrong(name, place, checked.error);
    const projected = toModelObject({ ...object, kind });
    if (projected === undefined) return [];
    const key = `${kind} ${projected.namespace}/${projected.name}`;
    if (seen.has(key)) throw new FileError(name, 'file.twice', { place });
    seen.add(key);
    return [projected];
  });
  return { header: header.data, objects, skippedByKind };
}

interface Item {
  readonly kind: string;
  readonly object: Json;
  /** `EndpointSlice kube-system/kube-dns-x (items[3])`. */
  readonly place: string;
}

/** The first keys that kubectl writes with `-o yaml`. */
const YAML = /^(?:apiVersion|items|kind): ?/m;
const FIRST_CHARACTERS = 1_000;

function parseJson(content: string, name: string): Json {
  if (content.trim() === '') throw new FileError(name, 'file.empty');
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    if (YAML.test(content.slice(0, FIRST_CHARACTERS))) {
      throw new FileError(name, 'file.yaml');
    }
    // What the parser says may quote line ends and colours.
    const said = (error instanceof Error ? error.message : String(error)).replaceAll(/[\s\p{Cc}]+/gu, ' ');
    throw new FileError(name, 'file.not-json', { said });
  }
  if (!isRecord(value)) throw new FileError(name, 'file.no-object');
  return value;
}

/** A List of mixed kinds, a list of one kind ("NodeList"), or a single object. */
function itemsOf(file: Json, name: string): readonly Item[] {
  const kind = text(file['kind']);
  if (SCHEMA_BY_KIND.has(kind)) return [{ kind, object: file, place: placeOf(kind, file, 'the file') }];
  if (!kind.endsWith('List') || !Array.isArray(file['items'])) {
    throw new FileError(name, Array.isArray(file['items']) ? 'file.no-list' : 'file.no-items', { kind });
  }
  const itemKind = kind.slice(0, -'List'.length);
  return list(file['items']).map((value, index) => {
    const object = record(value);
    const own = text(object['kind']) || itemKind;
    if (own === '') throw new FileError(name, 'file.no-kind', { place: `items[${index}]` });
    return { kind: own, object, place: placeOf(own, object, `items[${index}]`) };
  });
}

function placeOf(kind: string, object: Json, position: string): string {
  const metadata = record(object['metadata']);
  const namespace = text(metadata['namespace']);
  const named = [namespace, text(metadata['name'])].filter((part) => part !== '').join('/');
  return named === '' ? `${kind} at ${position}` : `${kind} ${named} (${position})`;
}

/** The first of what is wrong with an object, by its field. */
function wrong(name: string, place: string, { issues: [issue] }: z.ZodError): FileError {
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const field = path.replace(/^\./, '') || 'it';
  return new FileError(name, 'file.wrong', { place: `${place}: ${field}`, said: issue?.message ?? '' });
}
