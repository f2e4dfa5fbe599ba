import { RESOURCES, type Resource } from '#lib/demo/api-server/resources.ts';

/** A request's path read as Kubernetes reads it (`RequestInfo`). */
export interface ResourcePath {
  readonly resource: Resource;
  /** The version that was asked for; objects are stored in the resource's own. */
  readonly version: string;
  /** '' means all namespaces, or a cluster-wide resource. */
  readonly namespace: string;
  /** '' means the collection. */
  readonly name: string;
  readonly subresource: string;
}

/** Reads `/api/v1/namespaces/NS/pods/NAME/status` and its like; undefined for a path that names no stored resource. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const group = parts[0] === 'api' ? '' : parts[0] === 'apis' ? parts[1] : undefined;
  if (group === undefined) return undefined;
  const [version, ...rest] = parts.slice(group === '' ? 1 : 2);
  const inNamespace = rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize';
  const [plural, name = '', subresource = '', ...more] = inNamespace ? rest.slice(2) : rest;
  const resource = RESOURCES.find((item) => item.group === group && item.name === plural);
  if (resource === undefined || version === undefined) return undefined;
  if (version !== resource.version && !resource.otherVersions.includes(version)) return undefined;
  if (more.length > 0 || (inNamespace && !resource.namespaced)) return undefined;
  if (subresource !== '' && !resource.subresources.some((item) => item === subresource)) return undefined;
  if (resource.namespaced && name !== '' && !inNamespace) return undefined;
  return { resource, version, namespace: inNamespace ? (rest[1] ?? '') : '', name, subresource };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
