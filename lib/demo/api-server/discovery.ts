import { groupVersionsOf, RESOURCES, type Resource, type Subresource } from '#lib/demo/api-server/resources.ts';
import { formatVersion, type KubeVersion } from '#lib/model/version.ts';
import type { Json } from '#lib/to-model/json.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Groups whose only resource is answered without being stored. */
const AUTHORIZATION = 'authorization.k8s.io';

/** What `/version` answers. */
export function versionInfo(version: KubeVersion): Json {
  return {
    major: String(version.major),
    minor: String(version.minor),
    gitVersion: `v${formatVersion(version)}`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: 'linux/amd64',
  };
}

/** The discovery document at a path (`/api`, `/api/v1`, `/apis`, `/apis/GROUP`, `/apis/GROUP/VERSION`), if there is one. */
export function discoveryDocument(path: string): Json | undefined {
  if (path === '/api') {
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  }
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupNames().map(apiGroup) };
  if (path === '/api/v1') return resourceList('v1');
  const [, apis, group = '', version, ...rest] = path.split('/');
  if (apis !== 'apis' || rest.length > 0 || !groupNames().includes(group)) return undefined;
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) };
  return versionsOf(group).includes(version) ? resourceList(`${group}/${version}`) : undefined;
}

function groupNames(): readonly string[] {
  const stored = RESOURCES.map((resource) => resource.group).filter((group) => group !== '');
  return [...new Set([...stored, AUTHORIZATION])];
}

function apiGroup(name: string): Json {
  const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

/** The preferred one first. */
function versionsOf(group: string): readonly string[] {
  const stored = RESOURCES.find((resource) => resource.group === group);
  return stored === undefined ? ['v1'] : [stored.version, ...stored.otherVersions];
}

function resourceList(groupVersion: string): Json {
  const resources = RESOURCES.filter((resource) => groupVersionsOf(resource).includes(groupVersion)).flatMap(
    (resource) => [
      apiResource(resource),
      ...resource.subresources.map((subresource) => apiSubresource(resource, subresource)),
    ],
  );
  const reviews =
    groupVersion === `${AUTHORIZATION}/v1`
      ? [
          {
            name: 'selfsubjectaccessreviews',
            singularName: '',
            namespaced: false,
            kind: 'SelfSubjectAccessReview',
            verbs: ['create'],
          },
        ]
      : [];
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [...resources, ...reviews] };
}

function apiResource(resource: Resource): Json {
  return {
    name: resource.name,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: VERBS,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
  };
}

function apiSubresource(resource: Resource, subresource: Subresource): Json {
  const common = { name: `${resource.name}/${subresource}`, singularName: '', namespaced: resource.namespaced };
  if (subresource === 'eviction') {
    return { ...common, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] };
  }
  const verbs = ['get', 'patch', 'update'];
  if (subresource === 'scale') return { ...common, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs };
  return { ...common, kind: resource.kind, verbs };
}
