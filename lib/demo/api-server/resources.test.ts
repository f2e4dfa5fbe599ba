import { expect, it } from 'vitest';
import {
  DEPLOYMENTS,
  groupVersionOf,
  PODS,
  qualifiedName,
  RESOURCES,
  resourceOfKind,
} from '#lib/demo/api-server/resources.ts';

it('names groups as Kubernetes does', () => {
  expect([groupVersionOf(PODS), groupVersionOf(DEPLOYMENTS)]).toEqual(['v1', 'apps/v1']);
  expect([qualifiedName(PODS), qualifiedName(DEPLOYMENTS)]).toEqual(['pods', 'deployments.apps']);
});

it('has each plural and each kind once, since both are keys', () => {
  expect(new Set(RESOURCES.map((resource) => resource.name)).size).toBe(RESOURCES.length);
  for (const resource of RESOURCES) expect(resourceOfKind(resource.kind)).toBe(resource);
});
