import { classWeights } from '#lib/diagnose/class-weights.ts';
import { type ClusterFacts, clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { flipCounts } from '#lib/diagnose/flip-counts.ts';
import { isWrittenByController } from '#lib/diagnose/hint-decision.ts';
import { ownNodes } from '#lib/diagnose/own-node.ts';
import { portLoads } from '#lib/diagnose/port-loads.ts';
import { portVerdict } from '#lib/diagnose/port-verdict.ts';
import { rowLikeness } from '#lib/diagnose/row-likeness.ts';
import { safeOptIn } from '#lib/diagnose/safe-opt-in.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import { notProxied, worstVerdict } from '#lib/diagnose/service-verdict.ts';
import { serviceWarnings } from '#lib/diagnose/service-warnings.ts';
import { type StandingDecision, standingDecision } from '#lib/diagnose/standing-decision.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Service } from '#lib/model/service.ts';
import type { RowContext, RowOf, ServiceRow } from '#lib/model/service-row.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { type RuleContext, ruleContextOf } from '#lib/scenario/rule-context.ts';

const contextsByRowContext = new WeakMap<RowContext, { readonly plain: RuleContext; readonly hinted: RuleContext }>();

/**
 * One row of the Services list: the worst verdict over ports and families, from counts and classes alone.
 * Work that all Services share (classes of nodes, client mix, CPU shares) is kept by the identity of the row context.
 */
export const rowOf: RowOf = (service, slices, rowContext) => {
  const context = ruleContextOfRow(rowContext, slices);
  return rowUnder(service, slices, { context, facts: clusterFactsOf(context) });
};

/** The rules and the nodes under which a row is computed; `facts` are those of `context`, under any client mix. */
export interface RowScene {
  readonly context: RuleContext;
  readonly facts: ClusterFacts;
}

type SharedRow = Omit<ServiceRow, 'key'>;

const rowsByFacts = new WeakMap<ClusterFacts, Map<string, SharedRow>>();
/** So many rows are kept to be shared; more of them than any cluster has would only be held in vain. */
const MOST_SHARED = 4_096;

/** The row of a Service under rules that are known already. Services that are alike share all of it but the name. */
export function rowUnder(service: Service, slices: readonly EndpointSlice[], scene: RowScene): ServiceRow {
  const { context, facts } = scene;
  const key = namespacedName(service);
  const likeness = rowLikeness(service, slices, { facts, rules: context.controllerRules });
  if (likeness === undefined) return { key, ...computeRow(service, slices, scene) };
  const rows = rowsByFacts.get(facts) ?? new Map<string, SharedRow>();
  rowsByFacts.set(facts, rows);
  let row = rows.get(likeness);
  if (row === undefined) {
    row = computeRow(service, slices, scene);
    if (rows.size >= MOST_SHARED) rows.clear();
    rows.set(likeness, row);
  }
  return { key, ...row };
}

function computeRow(service: Service, slices: readonly EndpointSlice[], scene: RowScene): SharedRow {
  const { context, facts } = scene;
  const modeFacts = serviceMode(service, context.controllerRules);
  const { hinting } = modeFacts;
  const verdict = verdictOf(service, slices, { ...scene, hinting });
  const countByZone = endpointsByZone(slices);
  const optIn = isCandidate(service, verdict) ? safeOptIn({ service, countByZone, context, facts }) : undefined;
  const flipsAt = hinting.kind === 'auto' ? flipCountsOf(countByZone, facts) : undefined;
  return {
    mode: modeFacts.mode,
    ...(modeFacts.modeSource === undefined ? {} : { modeSource: modeFacts.modeSource }),
    verdict,
    endpointsByZone: countByZone,
    warnings: serviceWarnings({ service, slices, facts, modeFacts, rules: context.controllerRules, verdict }),
    ...(optIn === undefined ? {} : { optIn }),
    ...(flipsAt === undefined ? {} : { flipsAt }),
  };
}

/** It asks for nothing, and hints would come of asking. */
function isCandidate(service: Service, { state, reason }: Verdict): boolean {
  return state === 'off' && reason === 'not-opted-in' && isWrittenByController(service);
}

/** Absent where no number of endpoints brings a flip near, or an endpoint without a zone keeps hints away at any. */
function flipCountsOf(countByZone: ServiceRow['endpointsByZone'], { ratios }: ClusterFacts): ServiceRow['flipsAt'] {
  if (Object.hasOwn(countByZone, '')) return undefined;
  let endpoints = 0;
  for (const zone in countByZone) endpoints += countByZone[zone] ?? 0;
  const counts = flipCounts(endpoints, ratios);
  return counts.fewer === undefined && counts.more === undefined ? undefined : counts;
}

/** Hints on a Service's own slices prove the gate of the programs that wrote them. */
function ruleContextOfRow(rowContext: RowContext, slices: readonly EndpointSlice[]): RuleContext {
  let contexts = contextsByRowContext.get(rowContext);
  if (contexts === undefined) {
    const { nodes, version, gateOverrides, dataPlanes = [] } = rowContext;
    const question = { nodes, version, gateOverrides, dataPlanes };
    const plain = ruleContextOf(question);
    const hinted = ruleContextOf({ ...question, hintsSeen: true });
    contexts = { plain, hinted: hinted.controllerRules === plain.controllerRules ? plain : hinted };
    contextsByRowContext.set(rowContext, contexts);
  }
  return contexts.plain !== contexts.hinted && carryHints(slices) ? contexts.hinted : contexts.plain;
}

/** Does any endpoint carry a hint? */
export function carryHints(slices: readonly EndpointSlice[]): boolean {
  return slices.some((slice) => slice.endpoints.some(({ hints }) => (hints?.forZones ?? []).length > 0));
}

function verdictOf(
  service: Service,
  slices: readonly EndpointSlice[],
  { context, facts, hinting }: RowScene & { readonly hinting: Hinting },
): Verdict {
  const { ratios, proxyNodes } = facts;
  const routing = routeService({ service, slices, nodes: proxyNodes });
  if (routing.skipped !== undefined) return notProxied(routing.skipped, facts.nodes.length);
  const decisionByFamily = new Map<string, StandingDecision>();
  const verdicts = routing.ports.map((port) => {
    let decision = decisionByFamily.get(port.family);
    if (decision === undefined) {
      const ofFamily = slices.filter(({ addressType }) => addressType === port.family);
      decision = standingDecision({
        service,
        slices: ofFamily,
        hinting,
        ratios,
        rules: context.controllerRules,
        nodeByName: facts.nodeByName,
        ...(facts.nodesChangedAt === undefined ? {} : { nodesChangedAt: facts.nodesChangedAt }),
      });
      decisionByFamily.set(port.family, decision);
    }
    return portVerdict(port, decision, portLoads(port, classWeights(port, facts), ownNodes(port, facts)));
  });
  return worstVerdict(verdicts) ?? notProxied('no-port', facts.nodes.length);
}

/** Endpoints that kube-proxy may dial, of the family that has the most. An address counts once per zone and family. */
function endpointsByZone(slices: readonly EndpointSlice[]): Readonly<Record<string, number>> {
  let most: Record<string, number> = {};
  let mostEndpoints = 0;
  for (const family of new Set(slices.map(({ addressType }) => addressType))) {
    const ofFamily = slices.filter(({ addressType }) => addressType === family);
    const { countByZone, endpoints } = countFamily(ofFamily);
    if (endpoints > mostEndpoints) {
      most = countByZone;
      mostEndpoints = endpoints;
    }
  }
  return most;
}

function countFamily(slices: readonly EndpointSlice[]) {
  // Within one slice no address stands twice; only several slices can repeat one.
  const seen = slices.length > 1 ? new Set<string>() : undefined;
  // A map: a zone may be named `constructor`.
  const countByZone = new Map<string, number>();
  let endpoints = 0;
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      if (endpoint.conditions.ready === false) continue;
      const address = endpoint.addresses[0] ?? '';
      if (seen?.has(address)) continue;
      seen?.add(address);
      const zone = endpoint.zone ?? '';
      countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
      endpoints += 1;
    }
  }
  return { countByZone: Object.fromEntries(countByZone), endpoints };
}
