import { fromAffinity } from '#lib/from-model/from-affinity.ts';
import { fromReady } from '#lib/from-model/from-node.ts';
import { filled, fromObjectMeta } from '#lib/from-model/from-object-meta.ts';
import type { Container, ContainerRestarts, Pod, ResourceRequests } from '#lib/model/pod.ts';
import { POD_DELETION_COST_ANNOTATION } from '#lib/model/well-known.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

/** A core/v1 Pod with what is kept of it: what its endpoint, its deletion rank and the scheduler look at. */
export function fromPod(pod: Pod): Json {
  const { owner, deletionCost } = pod;
  const annotations = deletionCost === 0 ? {} : { [POD_DELETION_COST_ANNOTATION]: String(deletionCost) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...fromObjectMeta(pod, { labels: pod.labels, annotations }),
      ...(owner === undefined ? {} : { ownerReferences: [{ ...owner, controller: true }] }),
    },
    spec: defined({
      nodeName: textOrNone(pod.nodeName),
      restartPolicy: textOrNone(pod.restartPolicy),
      hostname: textOrNone(pod.hostname),
      subdomain: textOrNone(pod.subdomain),
      containers: pod.containers.map(fromContainer),
      initContainers: filled(pod.initContainers.map(fromContainer)),
      overhead: filled(fromRequests(pod.overhead)),
      nodeSelector: filled(pod.nodeSelector),
      affinity: fromAffinity(pod.affinity),
      tolerations: filled(pod.tolerations),
      topologySpreadConstraints: filled(pod.topologySpreadConstraints),
      priority: pod.priority === 0 ? undefined : pod.priority,
    }),
    status: defined({
      phase: textOrNone(pod.phase),
      podIPs: filled(pod.podIPs.map((ip) => ({ ip }))),
      conditions: filled(fromReady(pod.ready)),
      containerStatuses: filled<readonly ContainerRestarts[]>(pod.containerRestarts),
      initContainerStatuses: filled<readonly ContainerRestarts[]>(pod.initContainerRestarts),
    }),
  };
}

function textOrNone(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function fromContainer({ requests, ports, ...container }: Container): Json {
  return defined({
    ...container,
    resources: filled(defined({ requests: filled(fromRequests(requests)) })),
    ports: filled(ports),
  });
}

function fromRequests({ cpuNano, memoryBytes }: ResourceRequests): Json {
  return defined({
    cpu: cpuNano === undefined ? undefined : `${cpuNano}n`,
    memory: memoryBytes === undefined ? undefined : String(memoryBytes),
  });
}
