import { dialledInside, isInEffect } from '#lib/diagnose/dialled-list.ts';
import type { PortLoads } from '#lib/diagnose/port-loads.ts';
import { givesHints, type HintDecision } from '#lib/hints/hint-reasons.ts';
import type { Verdict, VerdictState } from '#lib/model/verdict.ts';
import type { ProxyReason } from '#lib/proxy-filter/proxy-reasons.ts';
import type { PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** Reasons of a verdict that no other table has. */
export const VERDICT_REASONS = [
  /** Hints are there and followed, although the controller's rules would give none. */
  'hints-followed',
  /** The controller's rules give hints, and yet the slices carry none. */
  'hints-missing',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** Why a data plane passes over hints that are there. */
const IGNORING: ReadonlySet<ProxyReason> = new Set<ProxyReason>([
  'gate-off',
  'annotation-missing',
  'annotation-not-enabling',
  'windows-ignores-hints',
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
 * - on none: `ignored` where hints are there and the data plane passes over them, else `off`, with the first rule that
 *   stops it: the controller's reason for giving no hints, else kube-proxy's for not following them.
 */
export function portVerdict(routing: PortRouting, decision: HintDecision, loads: PortLoads): Verdict {
  const nodesInAll = sumNodes(routing.classes);
  const effective = routing.classes.filter((routeClass) => routeClass.nodeCount > 0 && isInEffect(routeClass));
  const { state, reason, values } = ruling(routing, effective, decision);
  return {
    state,
    reason,
    reasonValues: values,
    nodesInEffect: sumNodes(effective),
    nodesInAll,
    ...(loads.inZoneShare === undefined ? {} : { inZoneShare: loads.inZoneShare }),
    idleEndpoints: loads.idleEndpoints,
    ...(loads.largestLoad === undefined ? {} : { largestLoad: loads.largestLoad }),
  };
}

function ruling(routing: PortRouting, effective: readonly RouteClass[], decision: HintDecision): Ruling {
  const { classes, endpoints } = routing;
  const [largest] = byNodes(classes);
  if (largest === undefined) return { state: 'unknown', reason: 'no-endpoint', values: {} };
  if (endpoints.length === 0) return { state: 'unknown', reason: 'no-endpoint', values: {} };
  const empty = byNodes(classes.filter((candidate) => dialledInside(candidate).length === 0));
  const [worst] = empty;
  if (worst !== undefined) return blackhole(worst, empty, endpoints.length);
  const idle = byNodes(classes.filter((candidate) => !effective.includes(candidate)));
  const [leftOut] = idle;
  if (leftOut === undefined) return inEffectEverywhere(largest, decision);
  const values = { ...leftOut.reasonValues, nodes: sumNodes(idle) };
  if (effective.length > 0) return { state: 'partly', reason: leftOut.reason, values };
  const hasHints = leftOut.counts.ready > leftOut.counts.withoutZoneHint;
  if (hasHints && IGNORING.has(leftOut.reason)) return { state: 'ignored', reason: leftOut.reason, values };
  if (leftOut.reason === 'topology-keys') return { state: 'unknown', reason: leftOut.reason, values };
  if (!givesHints(decision.reason) && !hasHints)
    return { state: 'off', reason: decision.reason, values: decision.values };
  if (!hasHints) return { state: 'off', reason: 'hints-missing' satisfies VerdictReason, values: {} };
  return { state: 'off', reason: leftOut.reason, values };
}

function blackhole(worst: RouteClass, empty: readonly RouteClass[], endpoints: number): Ruling {
  const nodes = sumNodes(empty);
  const values = { ...worst.reasonValues, nodes, endpoints };
  return { state: 'blackhole', reason: worst.reason, values };
}

function inEffectEverywhere(largest: RouteClass, decision: HintDecision): Ruling {
  if (largest.policies.internalLocal) {
    return { state: 'zone-routed', reason: 'internal-policy-local', values: largest.reasonValues };
  }
  if (givesHints(decision.reason)) return { state: 'zone-routed', reason: decision.reason, values: decision.values };
  return { state: 'zone-routed', reason: 'hints-followed' satisfies VerdictReason, values: {} };
}

/** Those of the most nodes first; of equals the first zone, so that the answer does not depend on their order. */
function byNodes(classes: readonly RouteClass[]): readonly RouteClass[] {
  return classes
    .filter(({ nodeCount }) => nodeCount > 0)
    .sort(
      (left, right) =>
        right.nodeCount - left.nodeCount || (left.zone < right.zone ? -1 : Number(left.zone > right.zone)),
    );
}

function sumNodes(classes: readonly RouteClass[]): number {
  return classes.reduce((sum, { nodeCount }) => sum + nodeCount, 0);
}
