import { expect, it } from 'vitest';
import { discoveryDocument, versionInfo } from '#lib/demo/api-server/discovery.ts';

it('lists the subresources with the kinds they take', () => {
  expect(discoveryDocument('/apis/apps/v1')?.['resources']).toContainEqual({
    name: 'deployments/scale',
    singularName: '',
    namespaced: true,
    group: 'autoscaling',
    version: 'v1',
    kind: 'Scale',
    verbs: ['get', 'patch', 'update'],
  });
});

it('knows groups with and without version, and nothing else', () => {
  expect(discoveryDocument('/apis/apps')?.['name']).toBe('apps');
  expect(discoveryDocument('/apis/apps/v2')).toBeUndefined();
  expect(discoveryDocument('/apis/apps/v1/deployments')).toBeUndefined();
  expect(discoveryDocument('/api/v2')).toBeUndefined();
});

it('tells the version as the real one does', () => {
  expect(versionInfo({ major: 1, minor: 21, patch: 10 })).toMatchObject({
    major: '1',
    minor: '21',
    gitVersion: 'v1.21.10',
  });
});
