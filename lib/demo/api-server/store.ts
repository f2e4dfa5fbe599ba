import { type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import type { Resource } from '#lib/demo/api-server/resources.ts';
import { alreadyExists, notFound } from '#lib/demo/api-server/status-error.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** One write. `object` carries the resourceVersion of this write, also when it was deleted by it. */
export interface StoreChange {
  readonly type: ChangeType;
  readonly resource: Resource;
  readonly object: KubeObject;
  readonly previous?: KubeObject;
  readonly version: number;
}

export type StoreListener = (change: StoreChange) => void;

/** Changes kept for watches that resume; the real API server keeps some minutes' worth. */
const HISTORY_LIMIT = 20_000;

/**
 * The objects of the embedded cluster with one resourceVersion over all of them, and their history.
 * Listeners hear every write in order and before the writer goes on; they must not throw.
 */
export class Store {
  readonly #namespacesByResource = new Map<string, Map<string, Map<string, KubeObject>>>();
  /** Sorted lists until the next write to what they hold. */
  readonly #listByKey = new Map<string, readonly KubeObject[]>();
  readonly #listeners = new Set<StoreListener>();
  #history: StoreChange[] = [];
  #version: number;
  /** Changes up to this version are forgotten. */
  #compactedVersion: number;

  /** @param firstVersion where resourceVersions begin: a restarted cluster must not repeat those of the last one. */
  constructor(firstVersion = 1) {
    this.#version = firstVersion;
    this.#compactedVersion = firstVersion;
  }

  get version(): number {
    return this.#version;
  }

  find(resource: Resource, name: string, namespace = ''): KubeObject | undefined {
    return this.#namespacesByResource.get(resource.name)?.get(namespace)?.get(name);
  }

  /** @throws StatusError NotFound */
  get(resource: Resource, name: string, namespace = ''): KubeObject {
    const found = this.find(resource, name, namespace);
    if (found === undefined) throw notFound(resource, name);
    return found;
  }

  /** All objects of a resource, or of one namespace of it, by namespace and name as etcd gives them. */
  list(resource: Resource, namespace = ''): readonly KubeObject[] {
    const key = `${resource.name}/${namespace}`;
    const known = this.#listByKey.get(key);
    if (known !== undefined) return known;
    const objectsByNamespace = this.#namespacesByResource.get(resource.name);
    const namespaces = namespace === '' ? [...(objectsByNamespace?.keys() ?? [])].sort() : [namespace];
    const objects = namespaces.flatMap((name) => sorted([...(objectsByNamespace?.get(name)?.values() ?? [])]));
    this.#listByKey.set(key, objects);
    return objects;
  }

  /** @throws StatusError AlreadyExists */
  add(resource: Resource, object: KubeObject): KubeObject {
    const { name, namespace = '' } = object.metadata;
    const objects = this.#objectsOf(resource, namespace);
    if (objects.has(name)) throw alreadyExists(resource, name);
    const stored = this.#stamp(object);
    objects.set(name, stored);
    this.#publish({ type: 'ADDED', resource, object: stored, version: this.#version });
    return stored;
  }

  /** @throws StatusError NotFound */
  replace(resource: Resource, object: KubeObject): KubeObject {
    const { name, namespace = '' } = object.metadata;
    const previous = this.get(resource, name, namespace);
    const stored = this.#stamp(object);
    this.#objectsOf(resource, namespace).set(name, stored);
    this.#publish({ type: 'MODIFIED', resource, object: stored, previous, version: this.#version });
    return stored;
  }

  /** @throws StatusError NotFound */
  remove(resource: Resource, name: string, namespace = ''): KubeObject {
    const previous = this.get(resource, name, namespace);
    const object = this.#stamp(previous);
    this.#objectsOf(resource, namespace).delete(name);
    this.#publish({ type: 'DELETED', resource, object, previous, version: this.#version });
    return object;
  }

  /** The changes of one resource after a version, oldest first; `expired` when some of them are forgotten. */
  changesSince(resource: Resource, version: number): readonly StoreChange[] | 'expired' {
    if (version < this.#compactedVersion) return 'expired';
    return this.#history.filter((change) => change.version > version && change.resource === resource);
  }

  /** Forgets all history, as etcd's compaction does: every older resourceVersion is answered with 410 from now on. */
  compact(): void {
    this.#history = [];
    this.#compactedVersion = this.#version;
  }

  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #objectsOf(resource: Resource, namespace: string): Map<string, KubeObject> {
    const namespaces = valueOrNew(
      this.#namespacesByResource,
      resource.name,
      () => new Map<string, Map<string, KubeObject>>(),
    );
    return valueOrNew(namespaces, namespace, () => new Map<string, KubeObject>());
  }

  #stamp(object: KubeObject): KubeObject {
    this.#version += 1;
    return withMetadata(object, { resourceVersion: String(this.#version) });
  }

  #publish(change: StoreChange): void {
    const { resource, object } = change;
    this.#listByKey.delete(`${resource.name}/`);
    this.#listByKey.delete(`${resource.name}/${object.metadata.namespace ?? ''}`);
    this.#history.push(change);
    if (this.#history.length > HISTORY_LIMIT) {
      const dropped = this.#history.splice(0, HISTORY_LIMIT / 2).at(-1);
      if (dropped !== undefined) this.#compactedVersion = dropped.version;
    }
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function sorted(objects: KubeObject[]): readonly KubeObject[] {
  return objects.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
}

function valueOrNew<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
