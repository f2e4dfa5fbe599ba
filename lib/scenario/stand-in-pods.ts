import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { ContainerPort, Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

export interface StandInScene {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly now: EpochMillis;
}

const OWNER = { kind: 'ReplicaSet', name: 'stand-in', uid: 'stand-in' } as const;
const NO_AFFINITY: Pod['affinity'] = {
  preferredNodeTerms: [],
  requiredPodTerms: [],
  preferredPodTerms: [],
  requiredAntiPodTerms: [],
  preferredAntiPodTerms: [],
};

/** What admission gives every pod for a node that is not ready, or that nobody hears of. */
const DEFAULT_TOLERATIONS = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  value: '',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/**
 * Pods that would give just these endpoints, for a Service whose pods are not known: one for each endpoint that a pod
 * stands behind, Running, Ready as the endpoint is, all of one ReplicaSet and of no age or size that could tell them
 * apart. A prediction from them knows where endpoints are, and nothing of requests, constraints or restarts.
 * Sorted by name. Empty for a Service without selector, whose slices somebody else writes.
 */
export function standInPods({ service, slices, now }: StandInScene): readonly Pod[] {
  if (Object.keys(service.selector ?? {}).length === 0) return [];
  const podByUid = new Map<string, Pod>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      const [address] = endpoint.addresses;
      if (address === undefined) continue;
      const uid = endpoint.targetRef?.uid ?? `stand-in ${address}`;
      const known = podByUid.get(uid);
      const podIPs = known === undefined ? [address] : [...new Set([...known.podIPs, address])];
      podByUid.set(
        uid,
        known === undefined ? podOf(endpoint, { uid, address, slice, service, now }) : { ...known, podIPs },
      );
    }
  }
  return [...podByUid.values()].sort((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
}

/** The input itself where pods are known; else each endpoint stands for one, where a pod is behind any. */
export function withPods(input: ServiceInput): { readonly input: ServiceInput; readonly standsIn: boolean } {
  const pods = input.pods.length > 0 ? input.pods : standInPods(input);
  return { input: { ...input, pods }, standsIn: pods.length > input.pods.length };
}

interface Place extends Pick<StandInScene, 'service' | 'now'> {
  readonly uid: string;
  readonly address: string;
  readonly slice: EndpointSlice;
}

function podOf({ conditions, nodeName, targetRef }: Endpoint, { uid, address, slice, service, now }: Place): Pod {
  const isServing = conditions.serving ?? conditions.ready !== false;
  return {
    kind: 'Pod',
    name: targetRef?.name ?? `stand-in-${address}`,
    namespace: service.namespace,
    uid,
    labels: service.selector ?? {},
    owner: OWNER,
    deletionCost: 0,
    nodeName: nodeName ?? '',
    phase: 'Running',
    restartPolicy: 'Always',
    ready: { status: isServing ? 'True' : 'False' },
    ...(conditions.terminating === true ? { deletionTime: now } : {}),
    podIPs: [address],
    hostname: '',
    subdomain: '',
    containerRestarts: [],
    initContainerRestarts: [],
    containers: [{ name: 'stand-in', image: '', requests: {}, ports: namedPorts(service, slice) }],
    initContainers: [],
    overhead: {},
    nodeSelector: {},
    affinity: NO_AFFINITY,
    tolerations: DEFAULT_TOLERATIONS,
    topologySpreadConstraints: [],
    priority: 0,
  };
}

/** Where the Service names a container port, the slice tells its number. */
function namedPorts(service: Service, { ports }: EndpointSlice): readonly ContainerPort[] {
  return service.ports.flatMap(({ name, targetPort, protocol }) => {
    const port = ports.find((candidate) => (candidate.name ?? '') === name)?.port;
    if (typeof targetPort !== 'string' || port === undefined) return [];
    return [{ name: targetPort, containerPort: port, protocol }];
  });
}
