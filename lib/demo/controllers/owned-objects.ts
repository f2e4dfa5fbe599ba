import type { KubeObject, KubeOwnerReference } from '#lib/demo/api-server/kube-object.ts';

/** The reference to an object's controller, if it has one. */
export function controllerOf(object: KubeObject): KubeOwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Those of `objects` that `owner` controls. */
export function ownedBy(owner: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter((object) => controllerOf(object)?.uid === owner.metadata.uid);
}

/** The reference that makes `owner` the controller of what carries it. */
export function controllerReference(owner: KubeObject): KubeOwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
