import { isNodeReady, type Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { IpFamily } from '#lib/model/service.ts';

/** A pod that does not exist: its name, uid and addresses are made up. */
export interface PredictedPod extends Pod {
  readonly predicted: true;
}

export interface PredictedPodInput {
  /** A pod of the same workload: labels and spec are taken over. */
  readonly pattern: Pod;
  readonly name: string;
  /** Absent when no node is feasible: the pod is Pending. So it stays on a node whose kubelet does not answer. */
  readonly node?: Node;
  /** Told apart by this number, 0 to 65,535. */
  readonly number: number;
  readonly now: EpochMillis;
}

export function isPredicted(pod: Pod): pod is PredictedPod {
  return 'predicted' in pod;
}

/** A replica as it will be once it is ready. Its addresses are of ranges that no cluster uses. */
export function predictedPod({ pattern, name, node, number, now }: PredictedPodInput): PredictedPod {
  const { deletionTime: _deletion, ready: _ready, ...kept } = pattern;
  const runs = node !== undefined && isNodeReady(node);
  return {
    ...kept,
    name,
    uid: `predicted-${name}`,
    creationTime: now,
    deletionCost: 0,
    nodeName: node?.name ?? '',
    phase: runs ? 'Running' : 'Pending',
    ...(runs && { ready: { status: 'True', since: now } as const }),
    podIPs: runs ? placeholderAddresses(pattern.podIPs, number) : [],
    containerRestarts: [],
    initContainerRestarts: [],
    predicted: true,
  };
}

/**
 * Of the pattern's IP families, and of both where it has no address yet: 240.0.0.0/4 is reserved, 2001:db8::/32 is for
 * documentation.
 */
function placeholderAddresses(patterns: readonly string[], number: number): readonly string[] {
  const known = patterns.map((pattern): IpFamily => (pattern.includes(':') ? 'IPv6' : 'IPv4'));
  const families: readonly IpFamily[] = known.length === 0 ? ['IPv4', 'IPv6'] : known;
  return families.map((family) =>
    family === 'IPv6'
      ? `2001:db8::${(number + 1).toString(16)}`
      : `240.0.${Math.floor(number / 256) % 256}.${number % 256}`,
  );
}
