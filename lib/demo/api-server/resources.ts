export type Subresource = 'status' | 'scale' | 'eviction';

/** One resource that the embedded API server stores, as discovery tells it. */
export interface Resource {
  /** '' for the core group. */
  readonly group: string;
  /** The one that is stored, and preferred. */
  readonly version: string;
  /** Served beside it, see `asServed`. */
  readonly otherVersions: readonly string[];
  /** Plural, unique over all groups here. */
  readonly name: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  /** metadata.generation counts changes outside of metadata and status. */
  readonly hasGeneration: boolean;
}

interface Names {
  readonly kind: string;
  readonly name: string;
  readonly shortNames?: readonly string[];
}

function resource(names: Names, more: Partial<Resource> = {}): Resource {
  return {
    group: '',
    version: 'v1',
    otherVersions: [],
    name: names.name,
    singular: names.kind.toLowerCase(),
    kind: names.kind,
    namespaced: true,
    shortNames: names.shortNames ?? [],
    categories: [],
    subresources: [],
    hasGeneration: false,
    ...more,
  };
}

const WORKLOAD: Partial<Resource> = {
  group: 'apps',
  categories: ['all'],
  subresources: ['scale', 'status'],
  hasGeneration: true,
};

export const NAMESPACES = resource(
  { kind: 'Namespace', name: 'namespaces', shortNames: ['ns'] },
  { namespaced: false, subresources: ['status'] },
);
export const NODES = resource(
  { kind: 'Node', name: 'nodes', shortNames: ['no'] },
  { namespaced: false, subresources: ['status'] },
);
export const PODS = resource(
  { kind: 'Pod', name: 'pods', shortNames: ['po'] },
  { categories: ['all'], subresources: ['eviction', 'status'] },
);
export const SERVICES = resource(
  { kind: 'Service', name: 'services', shortNames: ['svc'] },
  { categories: ['all'], subresources: ['status'] },
);
export const ENDPOINTS = resource({ kind: 'Endpoints', name: 'endpoints', shortNames: ['ep'] });
export const EVENTS = resource({ kind: 'Event', name: 'events', shortNames: ['ev'] });
export const DEPLOYMENTS = resource({ kind: 'Deployment', name: 'deployments', shortNames: ['deploy'] }, WORKLOAD);
export const REPLICA_SETS = resource({ kind: 'ReplicaSet', name: 'replicasets', shortNames: ['rs'] }, WORKLOAD);
export const ENDPOINT_SLICES = resource(
  { kind: 'EndpointSlice', name: 'endpointslices' },
  { group: 'discovery.k8s.io', hasGeneration: true },
);
export const AUTOSCALERS = resource(
  { kind: 'HorizontalPodAutoscaler', name: 'horizontalpodautoscalers', shortNames: ['hpa'] },
  { group: 'autoscaling', version: 'v2', otherVersions: ['v1'], categories: ['all'], subresources: ['status'] },
);
export const LEASES = resource({ kind: 'Lease', name: 'leases' }, { group: 'coordination.k8s.io' });

export const RESOURCES: readonly Resource[] = [
  ENDPOINTS,
  EVENTS,
  NAMESPACES,
  NODES,
  PODS,
  SERVICES,
  DEPLOYMENTS,
  REPLICA_SETS,
  ENDPOINT_SLICES,
  AUTOSCALERS,
  LEASES,
];

/** `v1`, `apps/v1`. */
export function groupVersionOf(resource: Resource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** That one first, then those that are served beside it. */
export function groupVersionsOf(resource: Resource): readonly string[] {
  const { group, version, otherVersions } = resource;
  return [version, ...otherVersions].map((served) => (group === '' ? served : `${group}/${served}`));
}

/** `services`, `deployments.apps`: how Kubernetes names a resource in its messages. */
export function qualifiedName(resource: Resource): string {
  return resource.group === '' ? resource.name : `${resource.name}.${resource.group}`;
}

export function resourceOfKind(kind: string): Resource | undefined {
  return RESOURCES.find((resource) => resource.kind === kind);
}
