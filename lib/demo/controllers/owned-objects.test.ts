import { expect, it } from 'vitest';
import type { KubeObject, KubeOwnerReference } from '#lib/demo/api-server/kube-object.ts';
import { controllerOf, controllerReference, ownedBy } from '#lib/demo/controllers/owned-objects.ts';

const OWNER: KubeObject = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'rs', uid: 'u' } };

function pod(name: string, ownerReferences: readonly KubeOwnerReference[]): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ownerReferences } };
}

it('finds what an object controls, and not what it only owns', () => {
  const reference = controllerReference(OWNER);
  const weak = { ...reference, controller: false };
  const mine = pod('a', [weak, reference]);
  expect(ownedBy(OWNER, [mine, pod('b', [weak]), pod('c', [{ ...reference, uid: 'v' }])])).toEqual([mine]);
  expect(controllerOf(mine)).toBe(reference);
  expect(controllerOf(OWNER)).toBeUndefined();
});
