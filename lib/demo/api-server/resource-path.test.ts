import { describe, expect, it } from 'vitest';
import { parseResourcePath } from '#lib/demo/api-server/resource-path.ts';

function parsed(path: string) {
  const found = parseResourcePath(path);
  return found && [found.resource.kind, found.namespace, found.name, found.subresource];
}

describe('parseResourcePath', () => {
  it.each([
    ['/api/v1/nodes', ['Node', '', '', '']],
    ['/api/v1/nodes/n1/status', ['Node', '', 'n1', 'status']],
    ['/api/v1/pods', ['Pod', '', '', '']],
    ['/api/v1/namespaces', ['Namespace', '', '', '']],
    ['/api/v1/namespaces/x', ['Namespace', '', 'x', '']],
    ['/api/v1/namespaces/x/status', ['Namespace', '', 'x', 'status']],
    ['/api/v1/namespaces/x/pods/p/eviction', ['Pod', 'x', 'p', 'eviction']],
    ['/apis/apps/v1/namespaces/x/deployments/d/scale', ['Deployment', 'x', 'd', 'scale']],
    ['/apis/discovery.k8s.io/v1/endpointslices', ['EndpointSlice', '', '', '']],
  ])('%s', (path, want) => {
    expect(parsed(path)).toEqual(want);
  });

  it.each([
    '/api/v1/pods/p',
    '/api/v1/secrets',
    '/api/v1/namespaces/x/nodes',
    '/apis/apps/v1beta1/deployments',
    '/api/v1/namespaces/x/pods/p/log',
    '/apis/apps/v1/namespaces/x/deployments/d/scale/more',
    '/metrics',
  ])('knows nothing at %s', (path) => {
    expect(parsed(path)).toBeUndefined();
  });
});
