import { nodesNeedCounting, podChangeQueuesService } from '#lib/endpoint-slice/sync-triggers.ts';
import { chooseHinting } from '#lib/hints/choose-hinting.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/**
 * Do these changes make the EndpointSlice controller look at the Service at once? A change of the Service or of its pods
 * always does. Nodes alone do only if the change is one that counts the nodes anew, and the new shares overload the
 * hints that stand: so hints that were lost do not come back by themselves. What trafficDistribution gives is no part of
 * that memory: its hints follow a node's new zone at the next sync only.
 */
export function syncsAtOnce(before: ServiceInput, after: ServiceInput): boolean {
  if (after.service !== before.service || podsQueueIt(before.pods, after.pods)) return true;
  if (after.shiftedZones !== before.shiftedZones) return true;
  if (after.nodes === before.nodes) return true;
  const rules = after.context.controllerRules;
  const previousByName = new Map(before.nodes.map((node) => [node.name, node]));
  const isCounted = after.nodes.some((node) => nodesNeedCounting(previousByName.get(node.name), node, rules));
  if (!isCounted) return false;
  if (chooseHinting(before.service, rules).kind !== 'auto') return false;
  const ratios = cpuRatios(after.nodes, rules);
  return [...hintTallies(before.slices).values()].some(({ countByZone }) => isOverloaded(countByZone, ratios));
}

function podsQueueIt(before: readonly Pod[], after: readonly Pod[]): boolean {
  if (before === after) return false;
  const previousByUid = new Map(before.map((pod) => [pod.uid, pod]));
  if (before.length !== after.length) return true;
  return after.some((pod) => {
    const previous = previousByUid.get(pod.uid);
    return pod !== previous && podChangeQueuesService(previous, pod);
  });
}
