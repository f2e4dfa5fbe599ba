import type { NodeLifecycleRules } from '#lib/kube-version/node-lifecycle-rules.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import { evictionDelays } from '#lib/node-lifecycle/eviction-delays.ts';
import { silentNode } from '#lib/node-lifecycle/silent-node.ts';

export interface OutageInput {
  /** All Nodes of the cluster: whether pods are evicted depends on those that answer, too. */
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  /** Names of the nodes that fall silent, all at one moment. */
  readonly lost: ReadonlySet<string>;
  readonly silentSince: EpochMillis;
  readonly rules: NodeLifecycleRules;
}

/** What the API server shows of a cluster some of whose nodes fell silent together. */
export interface Outage {
  /** When the lost nodes turn NotReady and their pods unready. */
  readonly noticedAt: EpochMillis;
  /** When the first and the last pod is evicted; absent when none ever is. */
  readonly evictedFrom?: EpochMillis;
  readonly evictedUntil?: EpochMillis;
  /** No node of the cluster answers any more, so that the controller takes itself for the one that is cut off. */
  readonly isStopped: boolean;
  readonly at: (moment: EpochMillis) => { readonly nodes: readonly Node[]; readonly pods: readonly Pod[] };
}

/**
 * The course of an outage, from the silence to the last eviction. Nodes of one zone get their NoExecute taints one after
 * the other (`evictionDelays`), and each pod is deleted when its toleration has run out; nothing comes back here.
 */
export function outage({ nodes, pods, lost, silentSince, rules }: OutageInput): Outage {
  const noticedAt = silentSince + rules.gracePeriod;
  const noticed = nodes.map((node) =>
    lost.has(node.name) ? { ...node, ready: { status: 'Unknown' as const, since: noticedAt } } : node,
  );
  const delays = evictionDelays(noticed, rules);
  const podsByNode = groupByNode(pods.filter(({ nodeName }) => lost.has(nodeName)));
  const silences = (now: EpochMillis) =>
    nodes
      .filter(({ name }) => lost.has(name))
      .map((node) =>
        silentNode({
          node,
          silentSince,
          pods: podsByNode.get(node.name) ?? [],
          now,
          rules,
          evictionDelay: delays.get(node.name),
        }),
      );
  const evictions = silences(noticedAt).flatMap(({ evictionTimeByPod }) => [...evictionTimeByPod.values()]);
  return {
    noticedAt,
    ...(evictions.length > 0 && { evictedFrom: Math.min(...evictions), evictedUntil: Math.max(...evictions) }),
    isStopped: delays.size === 0,
    at: (moment) => {
      const after = silences(moment);
      const nodeByName = new Map(after.map(({ node }) => [node.name, node]));
      const podByUid = new Map(after.flatMap((silence) => silence.pods.map((pod) => [pod.uid, pod])));
      return {
        nodes: nodes.map((node) => nodeByName.get(node.name) ?? node),
        pods: pods.map((pod) => podByUid.get(pod.uid) ?? pod),
      };
    },
  };
}

function groupByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const podsByNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const known = podsByNode.get(pod.nodeName);
    if (known === undefined) podsByNode.set(pod.nodeName, [pod]);
    else known.push(pod);
  }
  return podsByNode;
}
