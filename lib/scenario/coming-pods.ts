import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { ManyPlacements } from '#lib/replicas/place-many.ts';
import type { PredictedPod } from '#lib/replicas/predicted-pod.ts';
import type { ComingPod } from '#lib/scenario/outcome.ts';

/** New pods with the zones of their nodes, and whether no other node would do as well. */
export function comingPods(
  predicted: readonly PredictedPod[],
  { steps }: ManyPlacements,
  nodes: readonly Node[],
): readonly ComingPod[] {
  const zoneByNode = new Map(nodes.map((node) => [node.name, zoneLabelOf(node)]));
  return predicted.map(({ uid, name, nodeName }, index): ComingPod => {
    const zone = zoneByNode.get(nodeName);
    const sure = steps[index]?.possible.length === 1;
    return { uid, name, nodeName, ...(zone === undefined ? {} : { zone }), sure };
  });
}
