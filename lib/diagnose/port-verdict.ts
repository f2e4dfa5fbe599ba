import { dialledInside, insideReason, isInEffect } from '#lib/diagnose/dialled-list.ts';
import type { PortLoads } from '#lib/diagnose/port-loads.ts';
import { hasHintsBy, STANDING_REASONS, type StandingDecision } from '#lib/diagnose/standing-decision.ts';
import type { Verdict, VerdictState } from '#lib/model/verdict.ts';
import { isDoubtful } from '#lib/proxy-filter/hint-use.ts';
import type { ProxyReason } from '#lib/proxy-filter/proxy-reasons.ts';
import type { PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** Reasons of a verdict that no other table has. */
export const VERDICT_REASONS = [
  /** Hints are there and followed, although the controller's rules would give none. */
  'hints-followed',
  /** Hints are there, kube-proxy would follow them, and what routes on `nodes` nodes is unknown. */
  'data-plane-unknown',
  ...STANDING_REASONS,
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** Why a data plane passes over hints that are there. */
const IGNORING: ReadonlySet<ProxyReason> = new Set<ProxyReason>([
  'gate-off',
  'annotation-missing',
  'annotation-not-enabling',
  'windows-ignores-hints',
  'data-plane-ignores-hints',
  'external-policy-local-switches-hints-off',
]);

interface Ruling {
  readonly state: VerdictState;
  readonly reason: string;
  readonly values: Verdict['reasonValues'];
}

/**
 * Is zone routing in effect for this port and family? By traffic from inside the cluster:
 * - nobody can dial anything: `unknown` where there is no endpoint, else `blackhole`;
 * - some nodes dial nothing, though others may: `blackhole`;
 * - in effect on all nodes: `zone-routed`; on some: `partly`, with the reason of the most nodes that are left out;
 * - on some or all only if kube-proxy routes there, which is unknown: `partly` where others are sure, else `unknown`;
 * - on none: `ignored` where hints are there and the data plane passes over them, else `off`, with the first rule that
 *   stops it: the controller's reason for giving no hints, else kube-proxy's for not following them.
 */
export function portVerdict(routing: PortRouting, decision: StandingDecision, loads: PortLoads): Verdict {
  const sorted = sortClasses(routing.classes);
  const { state, reason, values } = ruling(sorted, decision, routing.endpoints.length);
  return {
    state,
    reason,
    reasonValues: values,
    nodesInEffect: sorted.effective.nodes,
    nodesInAll: sorted.all.nodes,
    ...(loads.inZoneShare === undefined ? {} : { inZoneShare: loads.inZoneShare }),
    idleEndpoints: loads.idleEndpoints,
    ...(loads.largestLoad === undefined ? {} : { largestLoad: loads.largestLoad }),
  };
}

/** Some classes: how many nodes are in them, and the class of the most; of equals the first zone. */
interface Group {
  nodes: number;
  largest: RouteClass | undefined;
}

interface SortedClasses {
  readonly all: Group;
  /** Zone routing is in effect. */
  readonly effective: Group;
  /** It would be in effect if kube-proxy routed, and what routes is unknown. */
  readonly doubtful: Group;
  /** Nothing is dialled. */
  readonly empty: Group;
  /** Something is dialled, and zone routing is not in effect. */
  readonly leftOut: Group;
}

/** One pass, since every row of the list comes through here. Classes without nodes count nowhere. */
function sortClasses(classes: readonly RouteClass[]): SortedClasses {
  const group = (): Group => ({ nodes: 0, largest: undefined });
  const sorted = { all: group(), effective: group(), doubtful: group(), empty: group(), leftOut: group() };
  for (const routeClass of classes) {
    if (routeClass.nodeCount === 0) continue;
    add(sorted.all, routeClass);
    add(groupOf(routeClass, sorted), routeClass);
  }
  return sorted;
}

function groupOf(routeClass: RouteClass, { empty, effective, doubtful, leftOut }: SortedClasses): Group {
  if (dialledInside(routeClass).length === 0) return empty;
  if (!isInEffect(routeClass)) return leftOut;
  return isDoubtful(routeClass) ? doubtful : effective;
}

function add(group: Group, routeClass: RouteClass): void {
  const { largest } = group;
  const difference = largest === undefined ? 1 : routeClass.nodeCount - largest.nodeCount;
  if (difference > 0 || (difference === 0 && routeClass.zone < (largest?.zone ?? ''))) group.largest = routeClass;
  group.nodes += routeClass.nodeCount;
}

function ruling(sorted: SortedClasses, decision: StandingDecision, endpoints: number): Ruling {
  const { all, effective, doubtful, empty, leftOut } = sorted;
  if (all.largest === undefined || endpoints === 0) return { state: 'unknown', reason: 'no-endpoint', values: {} };
  if (empty.largest !== undefined) {
    const { reason, reasonValues } = insideReason(empty.largest);
    return { state: 'blackhole', reason, values: { ...reasonValues, nodes: empty.nodes, endpoints } };
  }
  if (doubtful.nodes > 0) {
    const state = effective.nodes > 0 ? 'partly' : 'unknown';
    return { state, reason: 'data-plane-unknown' satisfies VerdictReason, values: { nodes: doubtful.nodes } };
  }
  if (leftOut.largest === undefined) return inEffectEverywhere(all.largest, decision);
  const { reason, reasonValues } = insideReason(leftOut.largest);
  const { counts } = leftOut.largest;
  const values = { ...reasonValues, nodes: leftOut.nodes };
  if (effective.nodes > 0) return { state: 'partly', reason, values };
  const hasHints = counts.ready > counts.withoutZoneHint;
  if (hasHints && IGNORING.has(reason)) return { state: 'ignored', reason, values };
  if (reason === 'topology-keys') return { state: 'off', reason, values };
  if (hasHints) return { state: 'off', reason, values };
  if (!hasHintsBy(decision)) return { state: 'off', reason: decision.reason, values: decision.values };
  return { state: 'off', reason: 'hints-missing' satisfies VerdictReason, values: {} };
}

function inEffectEverywhere(largest: RouteClass, decision: StandingDecision): Ruling {
  if (largest.policies.internalLocal) {
    return { state: 'zone-routed', reason: 'internal-policy-local', values: insideReason(largest).reasonValues };
  }
  if (largest.rules.topologyKeys) return { state: 'zone-routed', reason: largest.reason, values: largest.reasonValues };
  if (hasHintsBy(decision)) return { state: 'zone-routed', reason: decision.reason, values: decision.values };
  return { state: 'zone-routed', reason: 'hints-followed' satisfies VerdictReason, values: {} };
}
