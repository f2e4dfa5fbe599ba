import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Draft } from '#lib/scenario/draft.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/**
 * The Service's slices after its next sync by the EndpointSlice controller. Hints that are still valid stay in versions
 * that keep them. Slices of a Service without selector are left as they are: somebody else writes them.
 */
export function resync(draft: Draft, context: RuleContext): readonly EndpointSlice[] {
  let created = 0;
  const { slices } = reconcileService({
    service: draft.service,
    pods: podsWithEndpoints(draft),
    nodes: draft.nodes,
    slices: draft.slices,
    rules: context.controllerRules,
    state: EMPTY_HINT_MEMORY,
    newSliceName: () => `${draft.service.name}-new${++created}`,
  });
  return slices;
}

/** A zonal shift keeps the endpoints of a zone out, whatever their pods do. */
function podsWithEndpoints({ pods, nodes, shiftedZones }: Draft): readonly Pod[] {
  if (shiftedZones === undefined) return pods;
  const shifted = new Set(nodes.filter((node) => shiftedZones.has(zoneLabelOf(node) ?? '')).map(({ name }) => name));
  return pods.filter(({ nodeName }) => !shifted.has(nodeName));
}
