import { expect, test } from 'vitest';
import { resourcePath, resourceQuery } from '#lib/server/kube/watched-resource.ts';

for (const [scope, want] of [
  [{ resource: 'nodes' }, '/api/v1/nodes'],
  [{ resource: 'services' }, '/api/v1/services'],
  [{ resource: 'services', namespace: 'shop' }, '/api/v1/namespaces/shop/services'],
  [{ resource: 'endpointslices' }, '/apis/discovery.k8s.io/v1/endpointslices'],
  [{ resource: 'pods', namespace: 'a/../b' }, '/api/v1/namespaces/a%2F..%2Fb/pods'],
] as const) {
  test(`${want}`, () => expect(resourcePath(scope)).toBe(want));
}

test('a selector is part of the query, an absent parameter is not', () => {
  const scope = { resource: 'pods', namespace: 'shop', matchLabels: { app: 'web', track: 'a&b' } } as const;
  expect(resourceQuery(scope, { limit: 500, continue: undefined })).toBe(
    'limit=500&labelSelector=app%3Dweb%2Ctrack%3Da%26b',
  );
  expect(resourceQuery({ resource: 'nodes' }, { watch: true })).toBe('watch=true');
});
