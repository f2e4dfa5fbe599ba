import { groupVersionsOf, RESOURCES } from '#lib/demo/api-server/resources.ts';
import type { Json } from '#lib/to-model/json.ts';

/**
 * OpenAPI v3, as much as kubectl asks of it: that a write takes `fieldValidation`, so that it leaves validation to
 * the server (kubectl's QueryParamVerifierV3). There are no schemas.
 */
export function openApiDocument(path: string): Json | undefined {
  if (path === '/openapi/v3') {
    const paths = groupVersionPaths().map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}` }]);
    return { paths: Object.fromEntries(paths) };
  }
  const root = path.slice('/openapi/v3/'.length);
  if (!path.startsWith('/openapi/v3/') || !groupVersionPaths().includes(root)) return undefined;
  const resources = RESOURCES.filter((resource) => groupVersionsOf(resource).map(rootOf).includes(root));
  const paths = resources.map((resource) => [
    `/${root}/${resource.namespaced ? 'namespaces/{namespace}/' : ''}${resource.name}/{name}`,
    {
      patch: {
        parameters: [{ name: 'fieldValidation', in: 'query', schema: { type: 'string', uniqueItems: true } }],
        responses: {},
        'x-kubernetes-group-version-kind': { group: resource.group, version: versionOf(root), kind: resource.kind },
      },
    },
  ]);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1' },
    paths: Object.fromEntries(paths),
    components: { schemas: {} },
  };
}

function groupVersionPaths(): readonly string[] {
  return [...new Set(RESOURCES.flatMap((resource) => groupVersionsOf(resource).map(rootOf)))];
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`;
}

/** `v1` of `api/v1` and of `apis/apps/v1`. */
function versionOf(root: string): string {
  return root.slice(root.lastIndexOf('/') + 1);
}
