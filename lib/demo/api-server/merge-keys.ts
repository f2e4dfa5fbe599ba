/**
 * How the strategic merge patch treats a list, by the path of field names that leads to it (`*` for the rest of a path):
 * the `patchMergeKey` and `patchStrategy` tags of k8s.io/api. A list that is not named here is replaced as a whole.
 */
export type ListStrategy = { readonly mergeKey: string } | 'merge-primitives' | 'replace';

const POD_SPEC_LISTS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
};
const CONTAINER_LISTS: Readonly<Record<string, string>> = {
  ports: 'containerPort',
  env: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
};
const STATUS_LISTS: Readonly<Record<string, string>> = { conditions: 'type', addresses: 'type', podIPs: 'ip' };

/** @param path field names from the object's root, without list indices: `['spec', 'template', 'spec', 'containers']`. */
export function listStrategy(kind: string, path: readonly string[]): ListStrategy {
  const field = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const place = path.slice(0, -1).join('.');
  if (place === 'metadata') {
    if (field === 'ownerReferences') return { mergeKey: 'uid' };
    return field === 'finalizers' ? 'merge-primitives' : 'replace';
  }
  if (kind === 'Service' && place === 'spec' && field === 'ports') return { mergeKey: 'port' };
  if (kind === 'Node' && place === 'spec' && field === 'podCIDRs') return 'merge-primitives';
  if (place === 'status') return keyed(STATUS_LISTS, field);
  if (place === 'spec.template.spec' || (kind === 'Pod' && place === 'spec')) return keyed(POD_SPEC_LISTS, field);
  if (parent === 'containers' || parent === 'initContainers') return keyed(CONTAINER_LISTS, field);
  return 'replace';
}

function keyed(mergeKeyByField: Readonly<Record<string, string>>, field: string): ListStrategy {
  const mergeKey = Object.hasOwn(mergeKeyByField, field) ? mergeKeyByField[field] : undefined;
  return mergeKey === undefined ? 'replace' : { mergeKey };
}
