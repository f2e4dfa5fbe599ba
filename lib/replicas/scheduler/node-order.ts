import type { Node } from '#lib/model/node.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import { REGION_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';

/**
 * The order in which the scheduler lists its nodes (`nodeTree.list`): one of each zone in turn, zones as they first
 * came, inside a zone as they came. `nodes` are in the order of their arrival: by name for those that were there when the
 * scheduler started, as the API server lists them.
 */
export function inListOrder(nodes: readonly Node[]): readonly Node[] {
  const nodesByZone = new Map<string, Node[]>();
  for (const node of nodes) {
    const zone = `${valueAt(node.labels, REGION_LABEL) ?? ''}/${valueAt(node.labels, ZONE_LABEL) ?? ''}`;
    const ofZone = nodesByZone.get(zone);
    if (ofZone === undefined) nodesByZone.set(zone, [node]);
    else ofZone.push(node);
  }
  const zones = [...nodesByZone.values()];
  const rounds = zones.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: rounds }, (_, round) => zones.flatMap((zone) => zone[round] ?? [])).flat();
}
