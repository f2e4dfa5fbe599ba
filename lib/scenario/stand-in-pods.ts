import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { ContainerPort, Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/** What admission gives every pod for a node that is not ready or unreachable. */
const DEFAULT_TOLERATIONS = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  value: '',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/**
 * Pods as far as a Service's own slices tell of them, for a Service whose pods are not watched: enough to predict what
 * nodes, zones and modes do to its endpoints. Who owns them is not known, so that none is scaled or replaced.
 */
export function standInPods(service: Service, slices: readonly EndpointSlice[]): readonly Pod[] {
  const podById = new Map<string, Pod>();
  for (const slice of slices) {
    const ports = namedPorts(service, slice);
    for (const endpoint of slice.endpoints) {
      const id = endpoint.targetRef?.uid ?? endpoint.addresses[0] ?? '';
      const known = podById.get(id);
      // A pod of both families has an endpoint in each.
      const podIPs = [...new Set([...(known?.podIPs ?? []), ...endpoint.addresses])];
      podById.set(id, { ...standIn(endpoint, { id, service, ports }), podIPs });
    }
  }
  return [...podById.values()];
}

interface StandIn {
  readonly id: string;
  readonly service: Service;
  readonly ports: readonly ContainerPort[];
}

function standIn(endpoint: Endpoint, { id, service, ports }: StandIn): Pod {
  const { conditions, targetRef, hostname } = endpoint;
  const isReady = conditions.serving ?? conditions.ready === true;
  return {
    kind: 'Pod',
    name: targetRef?.name ?? id,
    namespace: service.namespace,
    uid: id,
    ...(conditions.terminating === true && { deletionTime: 0 }),
    labels: service.selector ?? {},
    deletionCost: 0,
    nodeName: endpoint.nodeName ?? '',
    phase: 'Running',
    restartPolicy: 'Always',
    ready: { status: isReady ? 'True' : 'False' },
    podIPs: endpoint.addresses,
    hostname: hostname ?? '',
    subdomain: hostname === undefined ? '' : service.name,
    containerRestarts: [],
    initContainerRestarts: [],
    containers: [{ name: '', image: '', requests: {}, ports }],
    initContainers: [],
    overhead: {},
    nodeSelector: {},
    affinity: {
      preferredNodeTerms: [],
      requiredPodTerms: [],
      preferredPodTerms: [],
      requiredAntiPodTerms: [],
      preferredAntiPodTerms: [],
    },
    tolerations: DEFAULT_TOLERATIONS,
    topologySpreadConstraints: [],
    priority: 0,
  };
}

/** Named target ports are resolved by the pod's containers: as the slice says that they were. */
function namedPorts({ ports }: Service, slice: EndpointSlice): readonly ContainerPort[] {
  return ports.flatMap(({ name, protocol, targetPort }) => {
    if (typeof targetPort !== 'string') return [];
    const resolved = slice.ports.find((port) => port.name === name && port.protocol === protocol);
    return resolved?.port === undefined ? [] : [{ name: targetPort, containerPort: resolved.port, protocol }];
  });
}
