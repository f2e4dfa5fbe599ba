import { isDeepStrictEqual } from 'node:util';
import { withDefaults } from '#lib/demo/api-server/defaults.ts';
import { type KubeObject, kubeTime, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import { NAMESPACES, RESOURCES, type Resource, SERVICES } from '#lib/demo/api-server/resources.ts';
import { withServiceAddresses } from '#lib/demo/api-server/service-addresses.ts';
import { badRequest, conflict, invalid, notFound } from '#lib/demo/api-server/status-error.ts';
import type { Store } from '#lib/demo/api-server/store.ts';
import { validateObject } from '#lib/demo/api-server/validate-object.ts';
import { dropDisabledFields, type WriteRules } from '#lib/demo/api-server/write-rules.ts';
import type { Clock } from '#lib/demo/clock.ts';
import { generatedName, type Random, randomUid } from '#lib/demo/random-names.ts';
import { record } from '#lib/to-model/json.ts';

export interface RegistryOptions {
  readonly store: Store;
  readonly rules: WriteRules;
  readonly clock: Clock;
  readonly random: Random;
}

export interface WriteOptions {
  readonly dryRun?: boolean;
}

export interface UpdateOptions extends WriteOptions {
  /** Which part is written: `status` keeps everything else, the main resource keeps the status. */
  readonly part?: 'main' | 'status' | 'all';
}

export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number;
  readonly uid?: string;
  readonly resourceVersion?: string;
  /** Orphan: what the object owns stays and forgets its owner. */
  readonly propagationPolicy?: string;
}

/**
 * Every write to the embedded cluster, by users and by its controllers alike: defaults, dropped fields, validation,
 * conflicts, generations and graceful deletion, as the registry strategies of kube-apiserver do them.
 * All methods throw StatusError.
 */
export class Registry {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly #rules: WriteRules;

  constructor(options: RegistryOptions) {
    this.store = options.store;
    this.clock = options.clock;
    this.random = options.random;
    this.#rules = options.rules;
  }

  create(resource: Resource, body: KubeObject, options: WriteOptions = {}): KubeObject {
    const { metadata } = body;
    if (resource.namespaced) this.#requireNamespace(metadata.namespace ?? '');
    if (metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created');
    const generated =
      metadata.name === '' && metadata.generateName ? generatedName(metadata.generateName, this.random) : metadata.name;
    const named = withMetadata(body, {
      name: generated,
      uid: metadata.uid ?? randomUid(this.random),
      creationTimestamp: metadata.creationTimestamp ?? kubeTime(this.clock.now()),
      generation: resource.hasGeneration ? (metadata.generation ?? 1) : metadata.generation,
      deletionTimestamp: undefined,
    });
    if (this.store.find(resource, generated, metadata.namespace) !== undefined) this.store.add(resource, named);
    const full = this.#admit(resource, named);
    return options.dryRun === true ? full : this.store.add(resource, full);
  }

  /** Replaces an object; a resourceVersion that is not the current one is a conflict, and equal content no write. */
  update(resource: Resource, body: KubeObject, options: UpdateOptions = {}): KubeObject {
    const { name, namespace, resourceVersion, uid } = body.metadata;
    const old = this.store.get(resource, name, namespace);
    if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw conflict(resource, name);
    if (uid && uid !== old.metadata.uid) {
      throw conflict(
        resource,
        name,
        `the UID in the precondition (${uid}) does not match the UID in record (${old.metadata.uid}). The object might have been deleted and then recreated`,
      );
    }
    const full = this.#admit(resource, this.#mergedWithOld(resource, { body, old, part: options.part ?? 'main' }), old);
    const { resourceVersion: _next, ...metadata } = full.metadata;
    const { resourceVersion: _last, ...oldMetadata } = old.metadata;
    if (isDeepStrictEqual({ ...full, metadata }, { ...old, metadata: oldMetadata })) return old;
    const counted = this.#withGeneration(resource, full, old);
    if (options.dryRun === true) return counted;
    if (
      counted.metadata.deletionTimestamp !== undefined &&
      !counted.metadata.finalizers?.length &&
      resource.kind !== 'Pod'
    ) {
      return this.store.remove(resource, name, namespace);
    }
    return this.store.replace(resource, counted);
  }

  /** Reads, changes and writes in one go; undefined when the object is gone, since a controller has nothing to do then. */
  change(
    resource: Resource,
    key: { readonly name: string; readonly namespace?: string },
    edit: (object: KubeObject) => KubeObject,
  ): KubeObject | undefined {
    const current = this.store.find(resource, key.name, key.namespace);
    return current && this.update(resource, edit(current), { part: 'all' });
  }

  /**
   * Deletes at once, or marks what ends gracefully: a Pod on a Node until its kubelet is done, anything with
   * finalizers until they are gone. Answers the object as it stands then, and whether it is gone.
   */
  delete(
    resource: Resource,
    name: string,
    options: DeleteOptions & { readonly namespace?: string } = {},
  ): { readonly object: KubeObject; readonly gone: boolean } {
    const object = this.store.get(resource, name, options.namespace);
    const { uid, resourceVersion } = object.metadata;
    if (options.uid && options.uid !== uid) {
      throw conflict(
        resource,
        name,
        `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${uid}`,
      );
    }
    if (options.resourceVersion && options.resourceVersion !== resourceVersion) {
      throw conflict(
        resource,
        name,
        `Precondition failed: ResourceVersion in precondition: ${options.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
      );
    }
    if (options.dryRun === true) return { object, gone: false };
    if (options.propagationPolicy === 'Orphan') this.#orphan(object);
    const grace = gracePeriodOf(resource, object, options.gracePeriodSeconds);
    if (grace === 0 && !object.metadata.finalizers?.length) {
      if (resource === NAMESPACES) this.#emptyNamespace(name);
      return { object: this.store.remove(resource, name, options.namespace), gone: true };
    }
    if (object.metadata.deletionTimestamp !== undefined && grace >= (object.metadata.deletionGracePeriodSeconds ?? 0)) {
      return { object, gone: false };
    }
    const marked = withMetadata(object, {
      deletionTimestamp: kubeTime(this.clock.now() + grace * 1000),
      deletionGracePeriodSeconds: grace,
    });
    return { object: this.store.replace(resource, this.#withGeneration(resource, marked, object, true)), gone: false };
  }

  #requireNamespace(namespace: string): void {
    if (this.store.find(NAMESPACES, namespace) === undefined) throw notFound(NAMESPACES, namespace);
  }

  #admit(resource: Resource, object: KubeObject, old?: KubeObject): KubeObject {
    const kept = dropDisabledFields(this.#rules, withDefaults(this.#rules, object), old);
    const errors = validateObject(this.#rules, kept, old);
    if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
    return resource === SERVICES ? withServiceAddresses(this.store, kept, this.random) : kept;
  }

  /** What a request may not change is taken from the stored object. */
  #mergedWithOld(
    resource: Resource,
    change: { readonly body: KubeObject; readonly old: KubeObject; readonly part: 'main' | 'status' | 'all' },
  ): KubeObject {
    const { body, old, part } = change;
    const metadata = withMetadata(body, {
      uid: old.metadata.uid,
      resourceVersion: old.metadata.resourceVersion,
      generation: old.metadata.generation,
      creationTimestamp: old.metadata.creationTimestamp,
      deletionTimestamp: old.metadata.deletionTimestamp,
      deletionGracePeriodSeconds: old.metadata.deletionGracePeriodSeconds,
      generateName: old.metadata.generateName,
    });
    if (!resource.subresources.includes('status') || part === 'all') return metadata;
    if (part === 'main') return { ...metadata, status: old['status'] };
    return { ...old, status: body['status'] };
  }

  #withGeneration(resource: Resource, object: KubeObject, old: KubeObject, always = false): KubeObject {
    if (!resource.hasGeneration) return object;
    const { metadata: _metadata, status: _status, ...content } = object;
    const { metadata: _oldMetadata, status: _oldStatus, ...oldContent } = old;
    if (!always && isDeepStrictEqual(content, oldContent)) return object;
    return withMetadata(object, { generation: (old.metadata.generation ?? 0) + 1 });
  }

  #orphan(owner: KubeObject): void {
    for (const resource of RESOURCES) {
      for (const object of this.store.list(resource)) {
        const owners = object.metadata.ownerReferences ?? [];
        if (!owners.some((reference) => reference.uid === owner.metadata.uid)) continue;
        const rest = owners.filter((reference) => reference.uid !== owner.metadata.uid);
        this.store.replace(resource, withMetadata(object, { ownerReferences: rest.length === 0 ? undefined : rest }));
      }
    }
  }

  #emptyNamespace(name: string): void {
    for (const resource of RESOURCES.filter((item) => item.namespaced)) {
      for (const object of this.store.list(resource, name)) this.store.remove(resource, object.metadata.name, name);
    }
  }
}

/** Only a Pod that a kubelet has to end is given time (`CheckGracefulDelete` of pkg/registry/core/pod). */
function gracePeriodOf(resource: Resource, object: KubeObject, wanted: number | undefined): number {
  if (resource.kind !== 'Pod') return 0;
  const spec = record(object['spec']);
  const phase = record(object['status'])['phase'];
  if (spec['nodeName'] === undefined || phase === 'Failed' || phase === 'Succeeded') return 0;
  return Math.max(0, wanted ?? Number(spec['terminationGracePeriodSeconds'] ?? 30));
}
