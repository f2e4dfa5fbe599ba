import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { createKindStore, type KindStore } from '#lib/server/hub/kind-store.ts';
import { createSliceSharing } from '#lib/server/hub/shared-slice.ts';

/** Nodes, Services and slices as the API server holds them, and what of them has changed since it was last taken. */
export interface ClusterState {
  readonly nodes: KindStore<Node>;
  readonly services: KindStore<Service>;
  readonly slices: KindStore<EndpointSlice>;
  /** Grows with every change, so that an equal one means an equal cluster. */
  readonly revision: number;
  /** The slices that name a Service, sorted by name; they may be there before it is. */
  slicesOf(key: NamespacedName): readonly EndpointSlice[];
  takeDirtyNodes(): ReadonlySet<string>;
  /** Keys of Services of which the object itself or a slice has changed. */
  takeDirtyServices(): ReadonlySet<NamespacedName>;
}

export function createClusterState(onAnyChange: () => void): ClusterState {
  const sliceKeysByService = new Map<NamespacedName, Set<string>>();
  let revision = 0;
  let dirtyNodes = new Set<string>();
  let dirtyServices = new Set<NamespacedName>();

  function onChange(): void {
    revision += 1;
    onAnyChange();
  }

  const nodes = createKindStore<Node>({
    keyOf: (node) => node.name,
    onChange(name) {
      dirtyNodes.add(name);
      onChange();
    },
  });
  const services = createKindStore<Service>({
    keyOf: namespacedName,
    onChange(key) {
      dirtyServices.add(key);
      onChange();
    },
  });
  const slices = createKindStore<EndpointSlice>({
    keyOf: namespacedName,
    share: createSliceSharing(),
    onChange(key, before, after) {
      if (before !== undefined) unlink(serviceKeyOf(before), key);
      if (after !== undefined) link(serviceKeyOf(after), key);
      onChange();
    },
  });

  function link(service: NamespacedName, slice: string): void {
    const keys = sliceKeysByService.get(service) ?? new Set();
    sliceKeysByService.set(service, keys.add(slice));
    dirtyServices.add(service);
  }

  function unlink(service: NamespacedName, slice: string): void {
    const keys = sliceKeysByService.get(service);
    keys?.delete(slice);
    if (keys?.size === 0) sliceKeysByService.delete(service);
    dirtyServices.add(service);
  }

  return {
    nodes,
    services,
    slices,
    get revision() {
      return revision;
    },
    slicesOf(key) {
      const known = sliceKeysByService.get(key);
      if (known === undefined) return [];
      // Nearly always it is one.
      const keys = known.size > 1 ? [...known].sort() : [...known];
      return keys.flatMap((slice) => slices.objectByKey.get(slice) ?? []);
    },
    takeDirtyNodes() {
      const taken = dirtyNodes;
      dirtyNodes = new Set();
      return taken;
    },
    takeDirtyServices() {
      const taken = dirtyServices;
      dirtyServices = new Set();
      return taken;
    },
  };
}

/** A slice without the label belongs to no Service: its key has no name, which no Service has. */
function serviceKeyOf(slice: EndpointSlice): NamespacedName {
  return namespacedName({ namespace: slice.namespace, name: slice.serviceName });
}
