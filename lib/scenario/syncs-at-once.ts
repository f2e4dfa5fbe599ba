import { nodesNeedCounting } from '#lib/endpoint-slice/sync-triggers.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import type { Draft } from '#lib/scenario/draft.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/**
 * Do these changes make the EndpointSlice controller look at the Service at once? A change of the Service or of its pods
 * always does. Nodes alone do only if the change is one that counts the nodes anew, and the new shares overload the
 * hints that stand: so hints that were lost do not come back by themselves.
 */
export function syncsAtOnce(before: ServiceInput, after: Draft, context: RuleContext): boolean {
  if (after.service !== before.service || after.pods !== before.pods) return true;
  if (after.shiftedZones !== before.shiftedZones) return true;
  if (after.nodes === before.nodes) return true;
  const rules = context.controllerRules;
  const previousByName = new Map(before.nodes.map((node) => [node.name, node]));
  const isCounted = after.nodes.some((node) => nodesNeedCounting(previousByName.get(node.name), node, rules));
  if (!isCounted) return false;
  const ratios = cpuRatios(after.nodes, rules);
  return [...hintTallies(before.slices).values()].some(({ countByZone }) => isOverloaded(countByZone, ratios));
}
