import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import { milliOfNano } from '#lib/model/quantity.ts';

/** Whether one Node counts in its zone's share of CPU, or why it does not. */
export type NodeAdmission =
  | { readonly node: string; readonly counted: true; readonly zone: string; readonly cpuMilli: number }
  | { readonly node: string; readonly counted: false; readonly why: NotCounted };

/** The first two only leave the Node out; each of the others ends hints for the whole cluster. */
export type NotCounted = 'control-plane' | 'not-ready' | 'no-zone' | 'no-cpu';

interface NodeTable {
  /** In the order given. */
  readonly admissions: readonly NodeAdmission[];
  /** Allocatable CPU of the counted nodes, in thousandths, by zone in sorted order. */
  readonly cpuMilliByZone: ReadonlyMap<string, number>;
}

/** Each zone's share (0..1) of the counted nodes' CPU, by zone in sorted order; or why there are none. */
export type CpuRatios =
  | (NodeTable & { readonly known: true; readonly ratioByZone: ReadonlyMap<string, number> })
  | (NodeTable & { readonly known: false; readonly decision: HintDecision });

/**
 * The zones' shares of allocatable CPU (topologycache TopologyCache.SetNodes).
 * - A control-plane Node is left out first (in minors that do so), then one that is not Ready.
 * - One remaining Node without zone label or without CPU, and nobody has shares.
 * - Fewer than two zones: no shares either.
 * Taints and `unschedulable` are not looked at.
 */
export function cpuRatios(nodes: readonly Node[], rules: ControllerRules): CpuRatios {
  const admissions = nodes.map((node) => admit(node, rules));
  const nanoByZone = new Map<string, number>();
  let totalNano = 0;
  let offender: NodeAdmission | undefined;
  for (const [index, admission] of admissions.entries()) {
    if (admission.counted) {
      const nano = nodes[index]?.allocatable.cpuNano ?? 0;
      nanoByZone.set(admission.zone, (nanoByZone.get(admission.zone) ?? 0) + nano);
      totalNano += nano;
    } else if (isOffence(admission.why) && (offender === undefined || admission.node < offender.node)) {
      offender = admission;
    }
  }
  const zones = [...nanoByZone.keys()].sort();
  const cpuMilliByZone = new Map(zones.map((zone) => [zone, milliOfNano(nanoByZone.get(zone) ?? 0)]));
  const decision = missingReason(admissions, offender, zones);
  if (decision !== undefined) return { known: false, decision, admissions, cpuMilliByZone };
  const totalMilli = milliOfNano(totalNano);
  const ratioByZone = new Map(zones.map((zone) => [zone, (cpuMilliByZone.get(zone) ?? 0) / totalMilli]));
  return { known: true, ratioByZone, admissions, cpuMilliByZone };
}

function admit(node: Node, rules: ControllerRules): NodeAdmission {
  const zone = zoneLabelOf(node);
  const cpuNano = node.allocatable.cpuNano ?? 0;
  if (!rules.countsControlPlaneNodes && isControlPlaneNode(node)) return notCounted(node, 'control-plane');
  if (!isNodeReady(node)) return notCounted(node, 'not-ready');
  if (zone === undefined || zone === '') return notCounted(node, 'no-zone');
  if (cpuNano === 0) return notCounted(node, 'no-cpu');
  return { node: node.name, counted: true, zone, cpuMilli: milliOfNano(cpuNano) };
}

function notCounted(node: Node, why: NotCounted): NodeAdmission {
  return { node: node.name, counted: false, why };
}

function isOffence(why: NotCounted): boolean {
  return why === 'no-zone' || why === 'no-cpu';
}

function missingReason(
  admissions: readonly NodeAdmission[],
  offender: NodeAdmission | undefined,
  zones: readonly string[],
): HintDecision | undefined {
  if (offender !== undefined && !offender.counted) {
    const nodes = admissions.filter((admission) => !admission.counted && admission.why === offender.why).length;
    const reason = offender.why === 'no-zone' ? 'node-without-zone' : 'node-without-cpu';
    return { reason, values: { node: offender.node, nodes } };
  }
  const [zone] = zones;
  if (zone === undefined) return { reason: 'no-node-counted', values: { nodes: admissions.length } };
  if (zones.length === 1) return { reason: 'one-zone-only', values: { zone } };
  return undefined;
}
