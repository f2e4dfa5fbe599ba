import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { AUTOSCALERS, ENDPOINT_SLICES, NODES, PODS, SERVICES } from '#lib/demo/api-server/resources.ts';
import type { Store } from '#lib/demo/api-server/store.ts';
import type { Cluster, ModelObject } from '#lib/model/cluster.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import { toModelObject } from '#lib/to-model/model-object.ts';

/** Stored objects are never changed, so each is projected once. */
const modelByObject = new WeakMap<KubeObject, ModelObject>();

function modelOf(object: KubeObject): ModelObject | undefined {
  const known = modelByObject.get(object);
  if (known !== undefined) return known;
  const model = toModelObject(object);
  if (model !== undefined) modelByObject.set(object, model);
  return model;
}

/** A stored object as the rules know it; undefined for an object of another kind. */
export function nodeOf(object: KubeObject | undefined): Node | undefined {
  const model = object && modelOf(object);
  return model?.kind === 'Node' ? model : undefined;
}

export function podOf(object: KubeObject | undefined): Pod | undefined {
  const model = object && modelOf(object);
  return model?.kind === 'Pod' ? model : undefined;
}

export function serviceOf(object: KubeObject | undefined): Service | undefined {
  const model = object && modelOf(object);
  return model?.kind === 'Service' ? model : undefined;
}

export function sliceOf(object: KubeObject | undefined): EndpointSlice | undefined {
  const model = object && modelOf(object);
  return model?.kind === 'EndpointSlice' ? model : undefined;
}

function autoscalerOf(object: KubeObject): HorizontalPodAutoscaler | undefined {
  const model = modelOf(object);
  return model?.kind === 'HorizontalPodAutoscaler' ? model : undefined;
}

/** The store hands out the same list until something in it changes, so each list is projected once. */
const modelsByList = new WeakMap<readonly KubeObject[], readonly unknown[]>();

function mapped<Model extends ModelObject>(
  objects: readonly KubeObject[],
  toModel: (object: KubeObject) => Model | undefined,
): readonly Model[] {
  const known = modelsByList.get(objects);
  if (known !== undefined) return known as readonly Model[];
  const models = objects.map(toModel).filter((model) => model !== undefined);
  modelsByList.set(objects, models);
  return models;
}

export function nodesIn(store: Store): readonly Node[] {
  return mapped(store.list(NODES), nodeOf);
}

export function podsIn(store: Store, namespace = ''): readonly Pod[] {
  return mapped(store.list(PODS, namespace), podOf);
}

export function servicesIn(store: Store, namespace = ''): readonly Service[] {
  return mapped(store.list(SERVICES, namespace), serviceOf);
}

export function slicesIn(store: Store, namespace = ''): readonly EndpointSlice[] {
  return mapped(store.list(ENDPOINT_SLICES, namespace), sliceOf);
}

export function autoscalersIn(store: Store): readonly HorizontalPodAutoscaler[] {
  return mapped(store.list(AUTOSCALERS), autoscalerOf);
}

/** The whole stored cluster as the rules see it. */
export function clusterIn(
  store: Store,
  about: { readonly version: KubeVersion; readonly gates: readonly GateOverride[]; readonly now: EpochMillis },
): Cluster {
  return {
    version: about.version,
    gateOverrides: about.gates,
    nodes: nodesIn(store),
    services: servicesIn(store),
    slices: slicesIn(store),
    pods: podsIn(store),
    autoscalers: autoscalersIn(store),
    now: about.now,
  };
}
