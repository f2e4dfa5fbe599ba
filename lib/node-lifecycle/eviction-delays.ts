import type { NodeLifecycleRules } from '#lib/kube-version/node-lifecycle-rules.ts';
import { isNodeReady, type Node } from '#lib/model/node.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import { REGION_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';

type ZoneState = 'normal' | 'partial' | 'full';

/**
 * How long after a node turned NotReady its NoExecute taint comes, in milliseconds by node name; a node that is absent
 * gets none for now. Nodes of a zone are tainted one after the other (in which order is not defined; here by name).
 * - No node of any zone is ready: the controller takes itself for the one that is cut off and evicts nothing.
 * - No node of this zone is ready: as usual.
 * - Three or more nodes, and most of the zone, are not ready: slowly in a large zone, not at all in a small one.
 *
 * @param nodes as they are once the silent ones count as NotReady (`handleDisruption`, pkg/controller/nodelifecycle)
 */
export function evictionDelays(nodes: readonly Node[], rules: NodeLifecycleRules): ReadonlyMap<string, number> {
  const zones = [...nodesByZone(nodes).values()].map((members) => ({ members, state: stateOf(members, rules) }));
  const delays = new Map<string, number>();
  if (zones.every(({ state }) => state === 'full')) return delays;
  for (const { members, state } of zones) {
    const interval = intervalOf(state, members.length, rules);
    if (interval === undefined) continue;
    const names = members.filter((node) => !isNodeReady(node)).map(({ name }) => name);
    for (const [place, name] of names.sort().entries()) delays.set(name, place * interval);
  }
  return delays;
}

function nodesByZone(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const byZone = new Map<string, Node[]>();
  for (const node of nodes) {
    const zone = `${valueAt(node.labels, REGION_LABEL) ?? ''}/${valueAt(node.labels, ZONE_LABEL) ?? ''}`;
    const members = byZone.get(zone);
    if (members === undefined) byZone.set(zone, [node]);
    else members.push(node);
  }
  return byZone;
}

/** `ComputeZoneState`: two nodes that are down are never a disruption, unless they are all of the zone. */
function stateOf(members: readonly Node[], { unhealthyShare }: NodeLifecycleRules): ZoneState {
  const notReady = members.filter((node) => !isNodeReady(node)).length;
  if (notReady === members.length) return 'full';
  return notReady > 2 && notReady / members.length >= unhealthyShare ? 'partial' : 'normal';
}

function intervalOf(state: ZoneState, size: number, rules: NodeLifecycleRules): number | undefined {
  if (state !== 'partial') return rules.evictionInterval;
  return size > rules.largeZone ? rules.slowEvictionInterval : undefined;
}
