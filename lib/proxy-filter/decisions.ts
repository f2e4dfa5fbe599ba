import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import type { ProxyReason, ReasonValues } from '#lib/proxy-filter/proxy-reasons.ts';
import type { FilterCounts, RouteClass } from '#lib/proxy-filter/service-routing.ts';

/** One step on the way to a list; lib/messages words them. The values that a step carries stand behind it. */
export const DECISION_STEPS = [
  /** `endpoints`, `ready`. */
  'ready-of-endpoints',
  /** Every ready endpoint has a node hint. `ready`. */
  'every-endpoint-has-node-hint',
  /** Some ready endpoints have a node hint, `without` of `ready` have none, so node hints do not count. */
  'node-hints-missing',
  /** `hinted` are hinted to this `node`. */
  'hinted-to-node',
  /** None is hinted to this `node`. */
  'none-hinted-to-node',
  /** Every ready endpoint has a zone hint. `ready`. */
  'every-endpoint-has-zone-hint',
  /** `hinted` are hinted to this node's `zone`. */
  'hinted-to-zone',
  /** A reason of `PROXY_REASONS` stands in the way: `reason` names it. */
  'refused',
  /** So only those `endpoints`. */
  'only-hinted',
  /** So all `endpoints` that are ready. */
  'all-ready',
  /** So those `endpoints` that serve while they terminate. */
  'all-serving-terminating',
  /** So only those `endpoints` on this node, by policy. */
  'only-local',
  /** So none. */
  'nothing',
] as const;
export type DecisionStep = (typeof DECISION_STEPS)[number];

export interface Decision {
  readonly step: DecisionStep;
  readonly values: ReasonValues;
  /** With step `refused`. */
  readonly reason?: ProxyReason;
}

/** `spec.topologyKeys` decides: no hint is asked for. */
const TOPOLOGY_KEY_REASONS: ReadonlySet<ProxyReason> = new Set<ProxyReason>([
  'topology-keys',
  'topology-key-zone',
  'topology-key-hostname',
  'topology-keys-without-match',
]);

/** The chain that leads to a class's list: ready, node hints, zone hints, fallback. */
export function decisionsOf(routeClass: RouteClass): readonly Decision[] {
  const { counts } = routeClass;
  return [
    { step: 'ready-of-endpoints', values: { endpoints: counts.endpoints, ready: counts.ready } },
    ...nodeHintSteps(routeClass),
    ...zoneHintSteps(routeClass),
    conclusion(routeClass),
  ];
}

/** Without a class of its own a node is named by no hint. */
function nodeHintSteps({ rules, dataPlane, policies, counts, node }: RouteClass): readonly Decision[] {
  const isAsked = rules.nodeHints && hintUseOf(dataPlane) !== 'ignores' && policies.usesCluster;
  if (!isAsked || counts.withoutNodeHint === counts.ready) return [];
  if (counts.withoutNodeHint > 0) {
    return [{ step: 'node-hints-missing', values: { without: counts.withoutNodeHint, ready: counts.ready } }];
  }
  const every: Decision = { step: 'every-endpoint-has-node-hint', values: { ready: counts.ready } };
  return counts.hintedToNode > 0
    ? [every, { step: 'hinted-to-node', values: { hinted: counts.hintedToNode, node: node ?? '' } }]
    : [every, { step: 'none-hinted-to-node', values: {} }];
}

/** Steps that the reasons of `zonePreference` imply; a refusal stands where the chain broke. */
function zoneHintSteps({ mode, reason, reasonValues, counts, zone }: RouteClass): readonly Decision[] {
  if (TOPOLOGY_KEY_REASONS.has(reason)) return [{ step: 'refused', reason, values: reasonValues }];
  if (mode === 'PreferSameNode') return [];
  const every: Decision = { step: 'every-endpoint-has-zone-hint', values: { ready: counts.ready } };
  if (mode === 'PreferSameZone') {
    return [every, { step: 'hinted-to-zone', values: { hinted: counts.hintedToZone, zone } }];
  }
  const refused: Decision = { step: 'refused', reason, values: reasonValues };
  return reason === 'no-endpoint-hinted-to-zone' ? [every, refused] : [refused];
}

function conclusion({ mode, reason, policies, cluster, counts }: RouteClass): Decision {
  const endpoints = cluster?.length ?? 0;
  if (reason === 'internal-policy-local') return { step: 'only-local', values: localValues(counts) };
  if (endpoints === 0 || !policies.usesCluster) return { step: 'nothing', values: {} };
  if (mode !== '') return { step: 'only-hinted', values: { endpoints } };
  return { step: counts.ready > 0 ? 'all-ready' : 'all-serving-terminating', values: { endpoints } };
}

function localValues({ localReady, localServingTerminating }: FilterCounts): ReasonValues {
  return { endpoints: localReady > 0 ? localReady : localServingTerminating };
}
