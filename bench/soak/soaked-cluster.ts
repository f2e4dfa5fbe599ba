import {
  type ClusterShape,
  ENDPOINTS_PER_SLICE,
  endpointCounts,
  markerOf,
  NAMESPACE,
  serviceName,
} from './cluster-shape.ts';
import {
  FIRST_VERSION,
  nodeJson,
  nodeName,
  type SoakedEndpoint,
  type SoakedSlice,
  serviceJson,
  sliceJson,
  uidOf,
  zoneOf,
} from './soaked-objects.ts';

export type SoakedKind = 'nodes' | 'services' | 'endpointslices';

/** An object as it is at the moment. */
export interface SoakedObject {
  readonly name: string;
  /** '' for nodes. */
  readonly namespace: string;
  readonly resourceVersion: number;
  /** All of it, as JSON. */
  json(): string;
}

/** The truth that the API server of the soak serves. Everything follows from its shape and a seed. */
export interface SoakedCluster {
  readonly slices: readonly SoakedSlice[];
  readonly slicesByService: readonly (readonly SoakedSlice[])[];
  objects(kind: SoakedKind): Iterable<SoakedObject>;
  /** Changes one endpoint and returns its slice's JSON. */
  change(request: ChangeRequest): string;
  /** A node event that changes no kept field, as each kubelet sends them. */
  heartbeat(node: number, resourceVersion: number): string;
}

export interface ChangeRequest {
  readonly slice: SoakedSlice;
  readonly at: number;
  readonly change: number;
  readonly sentMicros: number;
  readonly resourceVersion: number;
}

export function createSoakedCluster(shape: ClusterShape): SoakedCluster {
  const counts = endpointCounts(shape);
  const slicesByService = counts.map((count, service) => slicesOf(service, count, shape.nodes));
  const slices = slicesByService.flat();
  const versionByNode = Array.from({ length: shape.nodes }, () => FIRST_VERSION);
  return {
    slices,
    slicesByService,
    *objects(kind) {
      if (kind === 'nodes') {
        for (const [node, resourceVersion] of versionByNode.entries()) {
          yield { name: nodeName(node), namespace: '', resourceVersion, json: () => nodeJson(node, resourceVersion) };
        }
      } else if (kind === 'services') {
        for (let index = 0; index < shape.services; index += 1) {
          const name = serviceName(index);
          yield { name, namespace: NAMESPACE, resourceVersion: FIRST_VERSION, json: () => serviceJson(index) };
        }
      } else {
        for (const slice of slices) {
          const { name, resourceVersion } = slice;
          yield { name, namespace: NAMESPACE, resourceVersion, json: () => sliceJson(slice) };
        }
      }
    },
    change({ slice, at, change, sentMicros, resourceVersion }) {
      const endpoint = slice.endpoints[at];
      if (endpoint !== undefined) {
        const ready = !endpoint.conditions.ready;
        endpoint.conditions = { ready, serving: ready, terminating: false };
        endpoint.targetRef.name = markerOf(change, sentMicros);
      }
      slice.resourceVersion = resourceVersion;
      return sliceJson(slice);
    },
    heartbeat(node, resourceVersion) {
      versionByNode[node] = resourceVersion;
      return nodeJson(node, resourceVersion);
    },
  };
}

function slicesOf(service: number, count: number, nodes: number): readonly SoakedSlice[] {
  const sliceCount = Math.max(1, Math.ceil(count / ENDPOINTS_PER_SLICE));
  return Array.from({ length: sliceCount }, (_, part) => {
    const first = part * ENDPOINTS_PER_SLICE;
    const length = Math.min(ENDPOINTS_PER_SLICE, count - first);
    return {
      service,
      name: `${serviceName(service)}-${part.toString(36).padStart(5, '0')}`,
      endpoints: Array.from({ length }, (_, at) => endpointOf(service, first + at, nodes)),
      resourceVersion: FIRST_VERSION,
    };
  });
}

function endpointOf(service: number, at: number, nodes: number): SoakedEndpoint {
  const node = (service * 31 + at * 7) % nodes;
  const zone = zoneOf(node);
  const pod = service * 100_003 + at;
  return {
    addresses: [`10.${(pod >> 16) & 255}.${(pod >> 8) & 255}.${pod & 255}`],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: nodeName(node),
    zone,
    targetRef: { kind: 'Pod', namespace: NAMESPACE, name: `pod-${service}-${at}`, uid: uidOf(`p${pod}`) },
    ...(service % 3 !== 2 && { hints: { forZones: [{ name: zone }] } }),
  };
}
