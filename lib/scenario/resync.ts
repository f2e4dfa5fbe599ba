import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import { createHintedBefore } from '#lib/hints/with-zone-hints.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

type Synced = Pick<ServiceInput, 'service' | 'pods' | 'nodes' | 'slices' | 'shiftedZones'>;

export interface Resynced {
  readonly slices: readonly EndpointSlice[];
  /** Zones tie for an endpoint that one of them lends: Go's map order decides how many hints each gets. */
  readonly countsTie: boolean;
}

/** From one step of a what-if to the next most slices are the same objects. */
const hintedBefore = createHintedBefore();

/**
 * The Service's slices after its next sync by the EndpointSlice controller. Hints that are still valid stay in versions
 * that keep them. Slices that somebody else writes stay as they are, beside the controller's own or alone.
 */
export function resync(input: Synced, context: RuleContext): Resynced {
  let created = 0;
  const { slices, byFamily } = reconcileService({
    service: input.service,
    pods: podsWithEndpoints(input),
    nodes: input.nodes,
    slices: input.slices,
    rules: context.controllerRules,
    state: EMPTY_HINT_MEMORY,
    hintedBefore,
    newSliceName: () => `${input.service.name}-new${++created}`,
  });
  const foreign = input.slices.filter(({ managedBy }) => managedBy !== ENDPOINT_SLICE_CONTROLLER);
  const all = foreign.length === 0 ? slices : [...slices, ...foreign].sort(byName);
  return { slices: all, countsTie: [...byFamily.values()].some(({ countsOneOfSeveral }) => countsOneOfSeveral) };
}

function byName(left: EndpointSlice, right: EndpointSlice): number {
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

/** A zonal shift keeps the endpoints of a zone out, whatever their pods do. */
function podsWithEndpoints({ pods, nodes, shiftedZones }: Synced): readonly Pod[] {
  if (shiftedZones === undefined) return pods;
  const shifted = new Set(nodes.filter((node) => shiftedZones.has(zoneLabelOf(node) ?? '')).map(({ name }) => name));
  return pods.filter(({ nodeName }) => !shifted.has(nodeName));
}
