import { filled, fromObjectMeta, timeText } from '#lib/from-model/from-object-meta.ts';
import type { Node, ReadyCondition } from '#lib/model/node.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

/** Of a condition's reason, as `toNode` keeps it among the signs of a data plane. */
const NETWORK_REASON = 'NetworkUnavailable: ';

/** A core/v1 Node with what is kept of it; the signs of a data plane are there, their values never were. */
export function fromNode(node: Node): Json {
  const { taints, unschedulable, allocatable, dataPlaneSigns } = node;
  const signs = dataPlaneSigns.filter((sign) => !sign.startsWith(NETWORK_REASON));
  const reasons = dataPlaneSigns.filter((sign) => sign.startsWith(NETWORK_REASON));
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: fromObjectMeta(node, {
      labels: node.labels,
      annotations: Object.fromEntries(signs.map((sign) => [sign, ''])),
    }),
    spec: defined({
      taints: filled(taints),
      unschedulable: unschedulable ? true : undefined,
    }),
    status: {
      allocatable: defined({
        cpu: allocatable.cpuNano === undefined ? undefined : `${allocatable.cpuNano}n`,
        memory: allocatable.memoryBytes === undefined ? undefined : String(allocatable.memoryBytes),
        pods: allocatable.pods === undefined ? undefined : String(allocatable.pods),
      }),
      conditions: [
        ...fromReady(node.ready),
        ...reasons.map((sign) => ({
          type: 'NetworkUnavailable',
          status: 'False',
          reason: sign.slice(NETWORK_REASON.length),
        })),
      ],
      nodeInfo: {
        kubeletVersion: node.kubeletVersion,
        kubeProxyVersion: node.kubeProxyVersion,
        operatingSystem: node.operatingSystem,
      },
      ...(node.images.length === 0 ? {} : { images: node.images }),
    },
  };
}

/** The condition Ready as a list, empty where there is none. */
export function fromReady(ready: ReadyCondition | undefined): readonly Json[] {
  if (ready === undefined) return [];
  return [defined({ type: 'Ready', status: ready.status, lastTransitionTime: timeText(ready.since) })];
}
